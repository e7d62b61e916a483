export {
  type CalibratedModel,
  CalibrateModel,
  type CalibrateModelRefusal,
  CALIBRATION_BADS_MIN,
} from './calibrate-model.js';
export { type DeployedModel, DeployedModels, type ReadyModel } from './deployed-models.js';
export { MODELS_HANDLED } from './events.js';
export { MODELS_HANDLERS } from './handlers.js';
export { type GivenGoldenRows, GOLDEN_ROWS_MAX, holdToGolden } from './golden-rows.js';
export { ImportModel, type ImportModelRefusal, type RegisteredModel } from './import-model.js';
export { LicenseModel, type LicenseModelRefusal } from './license-model.js';
export { MODELS_MIGRATIONS } from './migrations/index.js';
export type { DictionaryEntry, ModelCard, ReasonText } from './model-card.js';
export { ModelsModule } from './models.module.js';
export { ReadModels, type ReadModelRefusal } from './read-models.js';
export { type AnyArtefact, type ArtefactRefusal, readArtefact } from './read-artefact.js';
export {
  ApproveDeployment,
  type ApproveDeploymentRefusal,
} from './deployments/approve-deployment.js';
export { CheckPlan, type PlanRefusal } from './deployments/check-plan.js';
export {
  ProposeDeployment,
  type ProposeDeploymentRefusal,
} from './deployments/propose-deployment.js';
export {
  type DeploymentsView,
  ReadDeployments,
  type ReadDeploymentsRefusal,
} from './deployments/read-deployments.js';
export {
  RollBackDeployment,
  type RollBackInput,
  type RollBackRefusal,
} from './deployments/roll-back-deployment.js';
export { challengerAt, slotOf } from './deployments/split.js';
export {
  CHALLENGERS_MAX,
  type DeploymentPlan,
  type DeploymentTerms,
  SHADOWS_MAX,
} from './deployments/terms.js';
export type { Deployment } from './tables/deployment.js';
export type { DeploymentProposal } from './tables/deployment-proposal.js';
export type { ListedModel, ModelOwner, StoredModel } from './tables/model.js';
export {
  type TrainedModel,
  TrainModel,
  type TrainModelRefusal,
  type TrainRequest,
} from './train-model.js';

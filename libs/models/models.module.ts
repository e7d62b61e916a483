import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { provide, UnitOfWork } from '#adapters/database';
import { ReadFairnessAttributes, ReadTrainingRows, SubjectsModule } from '#subjects';
import { Cells, TenancyModule, Tenants } from '#tenancy';
import { CalibrateModel } from './calibrate-model.js';
import { DeployedModels } from './deployed-models.js';
import { ApproveDeployment } from './deployments/approve-deployment.js';
import { CheckPlan } from './deployments/check-plan.js';
import { ProposeDeployment } from './deployments/propose-deployment.js';
import { ReadDeployments } from './deployments/read-deployments.js';
import { RollBackDeployment } from './deployments/roll-back-deployment.js';
import { FollowModelEvent } from './follow-model-event.js';
import { ImportModel } from './import-model.js';
import { LicenseModel } from './license-model.js';
import { ReadModels } from './read-models.js';
import { TrainModel } from './train-model.js';

const USE_CASES = [
  provide(DeployedModels, UnitOfWork, Cells, Clock),
  provide(ImportModel, UnitOfWork, Clock),
  provide(TrainModel, ReadTrainingRows, ReadFairnessAttributes, ImportModel),
  provide(CalibrateModel, UnitOfWork, Cells, ReadTrainingRows, Clock),
  provide(CheckPlan, UnitOfWork, DeployedModels, Tenants, Clock),
  provide(ProposeDeployment, UnitOfWork, Cells, CheckPlan, Clock),
  provide(ApproveDeployment, UnitOfWork, Cells, CheckPlan, Clock),
  provide(RollBackDeployment, UnitOfWork, Cells, CheckPlan, Clock),
  provide(ReadDeployments, UnitOfWork, Cells, Clock),
  provide(LicenseModel, UnitOfWork, Tenants, Clock),
  provide(ReadModels, UnitOfWork, Tenants, Clock),
  provide(FollowModelEvent, UnitOfWork, Cells, Clock),
];

/** Wiring of this capability. */
@Module({ imports: [TenancyModule, SubjectsModule], providers: USE_CASES, exports: USE_CASES })
export class ModelsModule {}

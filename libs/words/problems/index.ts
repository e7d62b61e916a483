import { AUDIT_PROBLEMS } from './audit.js';
import { CONSENT_PROBLEMS } from './consent.js';
import { DECIDING_PROBLEMS } from './deciding.js';
import { DELIVERY_PROBLEMS } from './delivery.js';
import { HTTP_PROBLEMS } from './http.js';
import { IDENTITY_PROBLEMS } from './identity.js';
import { LENDING_PROBLEMS } from './lending.js';
import { MODELS_PROBLEMS } from './models.js';
import { PORTAL_PROBLEMS } from './portal.js';
import type { ProblemTexts } from './problem-text.js';
import { SCORING_PROBLEMS } from './scoring.js';
import { SHARING_PROBLEMS } from './sharing.js';
import { SUBJECTS_PROBLEMS } from './subjects.js';
import { TENANCY_PROBLEMS } from './tenancy.js';

/** Every capability's titles, in the order in which capabilities may import one another. */
export const PROBLEMS_BY_CAPABILITY: readonly ProblemTexts[] = [
  HTTP_PROBLEMS,
  AUDIT_PROBLEMS,
  TENANCY_PROBLEMS,
  IDENTITY_PROBLEMS,
  SUBJECTS_PROBLEMS,
  LENDING_PROBLEMS,
  CONSENT_PROBLEMS,
  SHARING_PROBLEMS,
  MODELS_PROBLEMS,
  SCORING_PROBLEMS,
  DECIDING_PROBLEMS,
  DELIVERY_PROBLEMS,
  PORTAL_PROBLEMS,
];

/** The title of every refusal, by its code. */
export const PROBLEMS = {
  ...HTTP_PROBLEMS,
  ...AUDIT_PROBLEMS,
  ...TENANCY_PROBLEMS,
  ...IDENTITY_PROBLEMS,
  ...SUBJECTS_PROBLEMS,
  ...LENDING_PROBLEMS,
  ...CONSENT_PROBLEMS,
  ...SHARING_PROBLEMS,
  ...MODELS_PROBLEMS,
  ...SCORING_PROBLEMS,
  ...DECIDING_PROBLEMS,
  ...DELIVERY_PROBLEMS,
  ...PORTAL_PROBLEMS,
} as const;

/** The code of a refusal that has a sentence. */
export type ProblemCode = keyof typeof PROBLEMS;

import type { MigrationInterface } from 'typeorm';
import { DATABASE_MIGRATIONS } from '#adapters/database';
import { AUDIT_MIGRATIONS, type HandlerRegistration } from '#audit';
import { CONSENT_HANDLED, CONSENT_MIGRATIONS } from '#consent';
import { DECIDING_MIGRATIONS } from '#deciding';
import { DELIVERY_HANDLED, DELIVERY_HANDLERS, DELIVERY_MIGRATIONS } from '#delivery';
import { IDENTITY_MIGRATIONS, SIGN_IN_HANDLED } from '#identity';
import { LENDING_MIGRATIONS } from '#lending';
import { MODELS_HANDLED, MODELS_HANDLERS, MODELS_MIGRATIONS } from '#models';
import { SCORING_HANDLED, SCORING_HANDLERS, SCORING_MIGRATIONS } from '#scoring';
import { SHARING_MIGRATIONS } from '#sharing';
import { SUBJECTS_HANDLED, SUBJECTS_HANDLERS, SUBJECTS_MIGRATIONS } from '#subjects';
import { TENANCY_HANDLED, TENANCY_HANDLERS, TENANCY_MIGRATIONS } from '#tenancy';

/** Every migration, in order of time. */
export const ALL_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  ...DATABASE_MIGRATIONS,
  ...AUDIT_MIGRATIONS,
  ...TENANCY_MIGRATIONS,
  ...IDENTITY_MIGRATIONS,
  ...SUBJECTS_MIGRATIONS,
  ...LENDING_MIGRATIONS,
  ...CONSENT_MIGRATIONS,
  ...SHARING_MIGRATIONS,
  ...MODELS_MIGRATIONS,
  ...SCORING_MIGRATIONS,
  ...DECIDING_MIGRATIONS,
  ...DELIVERY_MIGRATIONS,
];

/** Every TypeORM row class; a capability that has some adds its `X_ENTITIES` here. */
export const ALL_ENTITIES: readonly (abstract new () => object)[] = [];

/** Every action of an event that somebody handles; a capability adds its `X_HANDLED` here. */
export const ALL_HANDLED: readonly string[] = [
  ...TENANCY_HANDLED,
  ...SIGN_IN_HANDLED,
  ...SUBJECTS_HANDLED,
  ...CONSENT_HANDLED,
  ...MODELS_HANDLED,
  ...SCORING_HANDLED,
  ...DELIVERY_HANDLED,
];

/** Every handler; a capability adds its `X_HANDLERS` here. */
export const ALL_HANDLERS: readonly HandlerRegistration[] = [
  ...TENANCY_HANDLERS,
  ...SUBJECTS_HANDLERS,
  ...MODELS_HANDLERS,
  ...SCORING_HANDLERS,
  ...DELIVERY_HANDLERS,
];

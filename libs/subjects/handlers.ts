import type { HandlerRegistration } from '#audit';
import { IMPORT_STAGED } from './events.js';
import { APPLY_IMPORT, ApplyImport } from './import/apply-import.js';
import { FailImport } from './import/fail-import.js';

/** Which use cases follow which events. */
export const SUBJECTS_HANDLERS: readonly HandlerRegistration[] = [
  {
    action: IMPORT_STAGED,
    name: APPLY_IMPORT,
    queue: 'bulk',
    handler: ApplyImport,
    patience: 'hours',
    afterGivingUp: FailImport,
  },
];

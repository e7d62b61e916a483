import { Models1764000000800 } from './1764000000800-models.js';

/** This lib's migrations, in order of time. */
export const MODELS_MIGRATIONS = [Models1764000000800];

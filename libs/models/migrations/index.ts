import { Models1764000000800 } from './1764000000800-models.js';
import { Recalibration1764000000850 } from './1764000000850-recalibration.js';

/** This lib's migrations, in order of time. */
export const MODELS_MIGRATIONS = [Models1764000000800, Recalibration1764000000850];

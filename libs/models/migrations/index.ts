import { Models1764000000800 } from './1764000000800-models.js';
import { Recalibration1764000001450 } from './1764000001450-recalibration.js';

/** This lib's migrations, in order of time. */
export const MODELS_MIGRATIONS = [Models1764000000800, Recalibration1764000001450];

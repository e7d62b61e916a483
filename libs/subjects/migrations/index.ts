import { Subjects1764000000400 } from './1764000000400-subjects.js';

/** This lib's migrations, in order of time. */
export const SUBJECTS_MIGRATIONS = [Subjects1764000000400];

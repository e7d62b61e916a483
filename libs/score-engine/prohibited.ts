import { type StudiedAttribute, STUDIED_ATTRIBUTES } from './prohibited-rules.js';

/** What may never score anybody: a model may name it to be studied, under its own name alone. */
export const PROHIBITED_ATTRIBUTES = STUDIED_ATTRIBUTES;

/** The first prohibited attribute that a name speaks of, whole words only, or undefined. */
export function prohibitedIn(name: string): StudiedAttribute | undefined {
  const words = `_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}_`;
  return PROHIBITED_ATTRIBUTES.find((attribute) => words.includes(`_${attribute}_`));
}

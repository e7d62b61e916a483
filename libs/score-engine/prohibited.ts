/** What may never enter a model: it serves the fairness table alone. */
export const PROHIBITED_ATTRIBUTES = [
  'birth_year',
  'sex',
  'marital_status',
  'nationality',
  'group',
  'age',
] as const;

/** The first prohibited attribute that a name speaks of, whole words only, or undefined. */
export function prohibitedIn(name: string): string | undefined {
  const words = `_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}_`;
  return PROHIBITED_ATTRIBUTES.find((attribute) => words.includes(`_${attribute}_`));
}

const BOUNDS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

/**
 * Says exclusive bounds as OpenAPI 3.1 does: as the bound itself.
 *
 * The document's maker has the schemas told for OpenAPI 3.0, which has a flag beside the bound; a
 * validator of 3.1 refuses the whole document for it.
 *
 * @param node the document or a part of it; changed in place
 */
export function nameExclusiveBounds(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Record<string, unknown>;
  for (const [exclusive, bound] of BOUNDS) {
    if (schema[exclusive] !== true) continue;
    schema[exclusive] = schema[bound];
    Reflect.deleteProperty(schema, bound);
  }
  for (const part of Object.values(schema)) nameExclusiveBounds(part);
}

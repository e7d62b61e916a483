/** What stands in a log line in place of what must not. */
export const HIDDEN = '[hidden]';

/** Deeper than this a value is not looked at, so it is not written. */
const DEPTH_MAX = 6;

/** Fields that are secret or personal whatever they hold, without case, hyphens and underscores. */
const FIELDS = new Set(
  [
    ['authorization', 'cookie', 'setcookie', 'xapikey', 'apikey', 'token', 'accesstoken'],
    ['password', 'secret', 'pepper', 'code', 'onetimecode', 'otp', 'body', 'parameters'],
    ['email', 'mail', 'name', 'fullname', 'givenname', 'familyname', 'phone', 'address'],
    ['nationalid', 'birthdate', 'dateofbirth', 'ip', 'remoteaddress'],
  ].flat(),
);

/** The commonest of them, as paths of pino's own redaction. */
export const TOP_FIELDS = [
  ['authorization', 'cookie', '["x-api-key"]', 'apiKey', 'token', 'password', 'secret', 'code'],
  ['email', 'name', 'phone', 'address'],
].flat();

/** What looks like a secret or an address anywhere in a line, messages and stacks included. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/:\/\/[^\s:@/"]{0,128}:[^\s@/"]{1,256}@/g, `://${HIDDEN}@`],
  [/assay_(live|test)_[\w-]{1,256}/g, `assay_$1_${HIDDEN}`],
  [/\beyJ[\w-]{4,4096}\.[\w-]{4,8192}\.[\w-]{4,1024}/g, HIDDEN],
  [/[^\s"'<>@\\,;:()[\]{}=]{1,64}(?:@|%40)(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b/gi, HIDDEN],
];

/** A copy without the fields that are secret or personal; errors are left to their serializer. */
export function hideFields(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (value instanceof Date) return value;
  if (depth >= DEPTH_MAX) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => hideFields(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([field, held]) => [
      field,
      FIELDS.has(field.toLowerCase().replaceAll(/[-_]/g, ''))
        ? HIDDEN
        : hideFields(held, depth + 1),
    ]),
  );
}

/** The line without what looks like a key, a token, a password in a URL or a mail address. */
export function hideShapes(line: string): string {
  return SHAPES.reduce((text, [shape, shown]) => text.replace(shape, shown), line);
}

/**
 * What may be told of an error: its type, text, code and stack, and the same of its cause.
 *
 * Its other fields are not: a database's error holds the rejected row, an ORM's the parameters.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause instanceof Error && depth < DEPTH_MAX
      ? { cause: describeError(cause, depth + 1) }
      : {}),
  };
}

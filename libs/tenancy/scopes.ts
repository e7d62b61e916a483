/** What an API key may be allowed: each resource, read and write apart. */
export const SCOPES = [
  'subjects:read',
  'subjects:write',
  'consents:read',
  'consents:write',
  'scores:read',
  'scores:write',
  'jobs:read',
  'jobs:write',
  'models:read',
  'models:write',
  'policies:read',
  'policies:write',
  'decisions:read',
  'decisions:write',
  'webhooks:read',
  'webhooks:write',
  'audit:read',
  'audit:write',
] as const;

/** One permission of an API key. */
export type Scope = (typeof SCOPES)[number];

/** Whether the text names a scope. */
export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

import { readFileSync } from 'node:fs';
import { envExample } from '#adapters/config';

/** Who copies `.env.example` must find every key that the apps read, and no other. */
it('.env.example is what the schema says', () => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  expect(text).toBe(envExample());
});

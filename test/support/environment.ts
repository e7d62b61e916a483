import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artefact, SubjectKind } from '#score-engine';

/** What the set-up brought up. */
export interface TestEnvironment {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly operator: { readonly email: string; readonly password: string };
  readonly models: Readonly<Record<SubjectKind, Artefact>>;
  readonly adminUrl: string;
  readonly apiUrl: string;
  readonly portalUrl: string;
  readonly inboxUrl: string;
}

let known: TestEnvironment | undefined;

/** The running system that the tests talk to. */
export function testEnvironment(): TestEnvironment {
  const file = join(import.meta.dirname, '..', '..', '.cache', 'test-environment.json');
  known ??= JSON.parse(readFileSync(file, 'utf8')) as TestEnvironment;
  return known;
}

import { randomBytes } from 'node:crypto';
import { testEnvironment } from './environment.js';
import { type Answer, call } from './http.js';

/** An institution of a test's own. */
export interface TestTenant {
  readonly slug: string;
  readonly tenantId: string;
  /** A live key with every scope. */
  readonly key: string;
}

/** Letters that no other test has. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(5).toString('hex')}`;

let operatorToken: Promise<string> | undefined;

/** The token of the platform's operator. */
export function operator(): Promise<string> {
  operatorToken ??= logIn(testEnvironment().operator);
  return operatorToken;
}

/** Logs staff in. */
export async function logIn(account: {
  readonly email: string;
  readonly password: string;
}): Promise<string> {
  const answer = await call<{ token: string }>(undefined, '/v1/staff/sessions', { body: account });
  return must(answer, 201).token;
}

/** The body of an answer that must have a status. */
export function must<Body>(answer: Answer<Body>, ...statuses: number[]): Body {
  if (!statuses.includes(answer.status))
    throw new Error(
      `Expected ${statuses.join(' or ')}, got ${String(answer.status)}: ${answer.text}`,
    );
  return answer.body;
}

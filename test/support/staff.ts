import { must, operator, unique } from './basics.js';
import { call } from './http.js';

/** A member of staff who can sign in. */
export interface TestStaff {
  readonly email: string;
  readonly password: string;
  readonly staffId: string;
  readonly name: string;
}

/** Gives a tenant somebody who looks into its log, or deploys; without one, the platform. */
export async function hireStaff(
  tenant: string | null,
  role: 'compliance' | 'risk' = 'compliance',
): Promise<TestStaff> {
  const account = {
    email: `${unique('officer')}@mail.invalid`,
    password: unique('a password of enough letters'),
    name: unique('Kim Lee'),
  };
  const made = await call<{ staff_id: string }>(await operator(), '/v1/platform/staff', {
    body: { ...account, role, tenant },
  });
  return { ...account, staffId: must(made, 201).staff_id };
}

import { z } from 'zod';
import { PASSWORD_MAX, PASSWORD_MIN } from '#identity';
import { slug } from '../schema/id.js';
import { instantOut } from '../schema/instant.js';
import { email, text } from '../schema/text.js';

const NAME_MAX = 200;

/** Address and password of a member of staff. */
export const SignInBody = z.strictObject({ email: email(), password: text(PASSWORD_MAX) }).meta({
  id: 'StaffSignIn',
  example: { email: 'compliance@north.invalid', password: 'correct horse battery' },
});

/** A log-in. */
export const SessionOut = z.object({ token: z.string(), expires_at: instantOut() }).meta({
  id: 'StaffSession',
  example: { token: 'header.claims.signature', expires_at: '2026-11-24T09:00:00.000Z' },
});

/** A member of staff to be. */
export const NewStaffBody = z
  .strictObject({
    email: email(),
    name: text(NAME_MAX),
    role: z.enum(['compliance', 'operator', 'risk']),
    tenant: slug()
      .nullable()
      .meta({ description: 'The slug of the tenant they work for; null: the platform.' }),
    password: text(PASSWORD_MAX).min(PASSWORD_MIN),
  })
  .meta({
    id: 'NewStaffMember',
    example: {
      email: 'compliance@north.invalid',
      name: 'Chen Mei',
      role: 'compliance',
      tenant: 'north-lending',
      password: 'correct horse battery',
    },
  });

/** A member of staff. */
export const StaffOut = z
  .object({
    staff_id: z.uuid(),
    name: z.string(),
    role: z.enum(['compliance', 'operator', 'risk']),
    tenant_id: z.uuid().nullable(),
  })
  .meta({
    id: 'StaffMember',
    example: {
      staff_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
      name: 'Chen Mei',
      role: 'compliance',
      tenant_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
    },
  });

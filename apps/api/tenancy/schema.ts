import { z } from 'zod';
import { JURISDICTIONS } from '#score-engine';
import { JURISDICTION_DEFAULT, SCOPES } from '#tenancy';
import { slug } from '../schema/id.js';
import { instantOut } from '../schema/instant.js';
import { PageQuery } from '../schema/page.js';
import { text } from '../schema/text.js';

const NAME_MAX = 200;
const mode = () => z.enum(['live', 'test']);
const roles = () =>
  z
    .array(z.enum(['recipient', 'provider']))
    .min(1)
    .max(2);
const scopes = () => z.array(z.enum(SCOPES)).max(SCOPES.length);

/** An institution to be. */
export const NewTenantBody = z
  .strictObject({
    slug: slug(),
    legal_name: text(NAME_MAX),
    trading_name: text(NAME_MAX),
    roles: roles(),
    jurisdiction: z.enum(JURISDICTIONS).default(JURISDICTION_DEFAULT).meta({
      description: 'Whose law says by which attributes nobody may be judged.',
    }),
    live_cells: z
      .int()
      .min(1)
      .max(4096)
      .default(1)
      .meta({ description: 'A power of two: how many ways its live data are spread.' }),
  })
  .meta({
    id: 'NewTenant',
    example: {
      slug: 'north-lending',
      legal_name: 'North Lending Limited',
      trading_name: 'North',
      roles: ['recipient'],
      jurisdiction: 'CN',
      live_cells: 1,
    },
  });

/** An institution. */
export const TenantOut = z
  .object({
    tenant_id: z.uuid(),
    slug: z.string(),
    legal_name: z.string(),
    trading_name: z.string(),
    roles: roles(),
    jurisdiction: z.enum(JURISDICTIONS),
    created_at: instantOut(),
  })
  .meta({
    id: 'Tenant',
    example: {
      tenant_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
      slug: 'north-lending',
      legal_name: 'North Lending Limited',
      trading_name: 'North',
      roles: ['recipient'],
      jurisdiction: 'CN',
      created_at: '2026-11-24T08:00:00.000Z',
    },
  });

/** A page of institutions. */
export const TenantPage = z
  .object({ tenants: z.array(TenantOut), next_cursor: z.string().nullable() })
  .meta({
    id: 'TenantPage',
    example: {
      tenants: [
        {
          tenant_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
          slug: 'north-lending',
          legal_name: 'North Lending Limited',
          trading_name: 'North',
          roles: ['recipient'],
          jurisdiction: 'CN',
          created_at: '2026-11-24T08:00:00.000Z',
        },
      ],
      next_cursor: null,
    },
  });

/** The query of the list of institutions. */
export const TenantsQuery = PageQuery;

/** A key to be. */
export const NewKeyBody = z
  .strictObject({
    mode: mode(),
    name: text(NAME_MAX),
    scopes: scopes().default([]).meta({ description: 'What the key may do; nothing by default.' }),
  })
  .meta({
    id: 'NewApiKey',
    example: { mode: 'test', name: 'back office', scopes: ['consents:write', 'scores:write'] },
  });

/** The id of a key: the third part of the key. */
export const KeyId = z
  .string()
  .regex(/^[0-9A-Za-z]{12}$/, 'must be the 12 characters of an id')
  .meta({ example: '8fK2mQx91ZbT' });

const KEY = {
  key_id: '8fK2mQx91ZbT',
  mode: 'test',
  name: 'back office',
  scopes: ['consents:write', 'scores:write'],
  created_at: '2026-11-24T08:00:00.000Z',
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  rotated_from: null,
};

const keyFields = {
  key_id: z.string(),
  mode: mode(),
  name: z.string(),
  scopes: scopes(),
  created_at: instantOut(),
  expires_at: instantOut().nullable(),
  revoked_at: instantOut().nullable(),
  last_used_at: instantOut().nullable(),
  rotated_from: z.string().nullable(),
};

/** A key as it is shown once. */
export const NewKeyOut = z
  .object({
    ...keyFields,
    key: z
      .string()
      .nullable()
      .meta({ description: 'Shown here and never again; null in the answer to a repeat.' }),
  })
  .meta({
    id: 'CreatedApiKey',
    example: {
      ...KEY,
      // Not a whole key, so that nobody mistakes it for one.
      key: 'assay_test_8fK2mQx91ZbT_…',
    },
  });

/** A tenant's keys. */
export const KeysOut = z
  .object({ keys: z.array(z.object(keyFields).meta({ id: 'ApiKey', example: KEY })) })
  .meta({ id: 'ApiKeys', example: { keys: [KEY] } });

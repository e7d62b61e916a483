import { z } from 'zod';
import { id, slug } from '../schema/id.js';
import { instantOut } from '../schema/instant.js';
import { text } from '../schema/text.js';

const REFERENCE_MAX = 200;
const TERM_MAX = 600;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const ID = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';

/** One of your subjects applies for credit. */
export const ApplicationBody = z
  .strictObject({
    subject_id: id(),
    reference: text(REFERENCE_MAX).meta({ description: 'Your own; one application a reference.' }),
    amount_minor: z
      .int()
      .min(1)
      .meta({ description: 'In minor units: 1250000 for CNY 12,500.00.' }),
    currency: z
      .string()
      .max(3)
      .refine((code) => CURRENCIES.has(code), { error: 'must be an ISO 4217 code' })
      .meta({ description: 'ISO 4217.' }),
    product: slug().default('standard').meta({
      description: 'Your own name of what is applied for; the policy deployed for it decides.',
    }),
    term_months: z.int().min(1).max(TERM_MAX).optional(),
  })
  .meta({
    id: 'CreateApplication',
    example: {
      subject_id: ID,
      reference: 'A-2026-00017',
      amount_minor: 1250000,
      currency: 'CNY',
      product: 'standard',
      term_months: 12,
    },
  });

/** An application for credit. */
export const ApplicationAnswer = z
  .strictObject({
    application_id: id(),
    subject_id: id(),
    reference: z.string(),
    amount_minor: z.int(),
    currency: z.string(),
    product: z.string(),
    term_months: z.int().nullable(),
    created_at: instantOut(),
  })
  .meta({
    id: 'Application',
    example: {
      application_id: ID,
      subject_id: ID,
      reference: 'A-2026-00017',
      amount_minor: 1250000,
      currency: 'CNY',
      product: 'standard',
      term_months: 12,
      created_at: '2026-11-24T08:00:00.000Z',
    },
  });

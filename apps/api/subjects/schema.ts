import { z } from 'zod';
import { BASES, REFERENCE_MAX } from '#subjects';
import { id } from '../schema/id.js';
import { instant, instantOut } from '../schema/instant.js';
import { email, text } from '../schema/text.js';

const kind = () => z.enum(['person', 'firm']);
const reference = () => text(REFERENCE_MAX).meta({ example: 'S-012345678' });

/** On what basis a subject's data are processed, over [from, until). */
export const BasisBody = z
  .strictObject({
    basis: z.enum(BASES),
    purpose: text(200),
    notice: text(200),
    from: instant(),
    until: instant().nullable().default(null),
  })
  .refine(({ from, until }) => until === null || from < until, {
    path: ['until'],
    error: 'must be after from',
  })
  .meta({
    id: 'ProcessingBasis',
    example: {
      basis: 'contract',
      purpose: 'Credit line on the marketplace',
      notice: 'privacy-notice-2026-01',
      from: '2026-01-01T00:00:00Z',
      until: null,
    },
  });

/** Makes a subject known. */
export const SubjectBody = z
  .strictObject({
    reference: reference(),
    kind: kind(),
    email: email().nullable().default(null),
    basis: BasisBody.nullable().default(null),
  })
  .meta({
    id: 'NewSubject',
    example: {
      reference: 'S-012345678',
      kind: 'person',
      email: 'lin.yao@mail.invalid',
      basis: {
        basis: 'contract',
        purpose: 'Credit line on the marketplace',
        notice: 'privacy-notice-2026-01',
        from: '2026-01-01T00:00:00Z',
        until: null,
      },
    },
  });

/** Finds a subject by the tenant's own reference. */
export const SubjectQuery = z.strictObject({ reference: reference() });

/** A subject, as its tenant knows it. */
export const SubjectAnswer = z
  .strictObject({
    subject_id: id(),
    kind: kind(),
    reference: z.string(),
    email: z.string().nullable(),
    basis: z
      .strictObject({
        basis: z.enum(BASES),
        purpose: z.string(),
        notice: z.string(),
        from: instantOut(),
        until: instantOut().nullable(),
      })
      .nullable(),
    basis_state: z.enum(['ok', 'objected', 'none', 'not-yet', 'ended']),
    objected_at: instantOut().nullable(),
    created_at: instantOut(),
  })
  .meta({
    id: 'Subject',
    example: {
      subject_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
      kind: 'person',
      reference: 'S-012345678',
      email: 'lin.yao@mail.invalid',
      basis: {
        basis: 'contract',
        purpose: 'Credit line on the marketplace',
        notice: 'privacy-notice-2026-01',
        from: '2026-01-01T00:00:00.000Z',
        until: null,
      },
      basis_state: 'ok',
      objected_at: null,
      created_at: '2026-11-24T08:00:00.000Z',
    },
  });

/** Of whom the rows are, and of when. */
export const ImportQuery = z.strictObject({
  kind: kind().meta({ example: 'person' }),
  as_of: instant().meta({ example: '2026-11-01T00:00:00Z' }),
});

/** How far an import has got. */
export const ImportAnswer = z
  .strictObject({
    import_id: id(),
    kind: kind(),
    as_of: instantOut(),
    status: z.enum(['staging', 'applying', 'done', 'refused', 'failed']),
    rows: z.int(),
    chunks: z.int(),
    chunks_done: z.int(),
    created_at: instantOut(),
    finished_at: instantOut().nullable(),
  })
  .meta({
    id: 'Import',
    example: {
      import_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
      kind: 'person',
      as_of: '2026-11-01T00:00:00.000Z',
      status: 'applying',
      rows: 150000,
      chunks: 77,
      chunks_done: 12,
      created_at: '2026-11-24T08:00:00.000Z',
      finished_at: null,
    },
  });

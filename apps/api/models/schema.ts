import { z } from 'zod';
import { GOLDEN_ROWS_MAX } from '#models';
import { TREE_COLUMNS_MAX } from '#score-engine';
import { slug } from '../schema/id.js';
import { instant, instantOut } from '../schema/instant.js';
import { text } from '../schema/text.js';
import { exampleArtefact } from './example-artefact.js';
import { exampleTrees } from './example-trees.js';

const SHA256 = 'a3f5c1e09b7d4f2a8c6e1b3d5f7a9c0e2b4d6f8a1c3e5b7d9f0a2c4e6b8d1f3a';

/** SHA-256 of an artefact's canonical text, hexadecimal. */
export const sha256 = () =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case')
    .meta({ example: SHA256 });

/** Rows that a tree model must reproduce, and another may; null = missing. Looked at, and not kept. */
const GoldenRows = z.strictObject({
  of: z.enum(['margin', 'output']).default('margin'),
  rows: z.array(z.array(z.number().nullable()).max(TREE_COLUMNS_MAX)).min(1).max(GOLDEN_ROWS_MAX),
  expected: z.array(z.number()).min(1).max(GOLDEN_ROWS_MAX),
});

/** Brings an artefact made elsewhere, or by `assay model train`. */
export const ImportModelBody = z
  .strictObject({
    name: text(100),
    artefact: z.record(z.string(), z.json()),
    golden_rows: GoldenRows.optional(),
  })
  .meta({
    id: 'ImportModel',
    example: { name: 'Shoppers 2026-11', artefact: exampleArtefact() },
    examples: [{ name: 'Trees 2026-11', ...exampleTrees() }],
  });

const MODEL_EXAMPLE = {
  sha256: SHA256,
  kind: 'person',
  name: 'Shoppers 2026-11',
  version: 1,
  owned: true,
  created_at: '2026-11-24T08:00:00.000Z',
};

/** A model that the caller may deploy. */
export const ModelAnswer = z
  .strictObject({
    sha256: sha256(),
    kind: z.enum(['person', 'firm']),
    name: z.string(),
    version: z.int().meta({ description: 'Of this name, in order of import.' }),
    owned: z.boolean(),
    created_at: instantOut(),
  })
  .meta({
    id: 'Model',
    example: MODEL_EXAMPLE,
  });

/** The caller's models. */
export const ModelsAnswer = z
  .strictObject({ models: z.array(ModelAnswer) })
  .meta({ id: 'Models', example: { models: [MODEL_EXAMPLE] } });

/** An artefact of the caller's own, in full. */
export const ArtefactAnswer = z
  .strictObject({ ...ModelAnswer.shape, artefact: z.record(z.string(), z.json()) })
  .meta({ id: 'ModelArtefact', example: { ...MODEL_EXAMPLE, artefact: exampleArtefact() } });

/** Outcomes are known up to here; features are taken the model's horizon earlier. */
export const CalibrateBody = z
  .strictObject({ as_of: instant() })
  .meta({ id: 'CalibrateModel', example: { as_of: '2026-11-01T00:00:00.000Z' } });

/** A map that was fitted, and the model to score with so that it is used. */
export const CalibrationAnswer = z
  .strictObject({
    /** A new artefact of your own; for a licensed model that model. */
    sha256: sha256(),
    /** Your map of a licensed model, in force from now on; null where a new artefact holds it. */
    recalibration: sha256().nullable(),
    slope: z.number(),
    intercept: z.number(),
    rows: z.int(),
    bads: z.int(),
  })
  .meta({
    id: 'ModelCalibration',
    example: {
      ...{ sha256: SHA256, recalibration: SHA256.split('').reverse().join('') },
      ...{ slope: 0.92, intercept: 0.31, rows: 12_400, bads: 318 },
    },
  });

/** To whom the model is licensed. */
export const LicenceBody = z
  .strictObject({ recipient: slug() })
  .meta({ id: 'LicenseModel', example: { recipient: 'p2p-lender' } });

/** The licence given. */
export const LicenceAnswer = z
  .strictObject({ sha256: sha256(), recipient: slug() })
  .meta({ id: 'Licence', example: { sha256: SHA256, recipient: 'p2p-lender' } });

import { z } from 'zod';
import { PolicyOutcome } from './outcome.js';

const NODES_MAX = 40;
const EDGES_MAX = 120;
const RULES_MAX = 300;
const COLUMNS_MAX = 24;
const EXPRESSIONS_MAX = 40;
const STATEMENTS_MAX = 20;
const TESTS_MAX = 200;
const CELL_MAX = 400;
const TEXT_MAX = 200;
/** What a score's PD lies within. */
const PD_MIN = 0.0003;
const PD_MAX = 0.9997;

const label = z.string().max(TEXT_MAX);
const key = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** A name that a node gives to a value. */
const valueName = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const cell = z.string().max(CELL_MAX);

const common = {
  id: key,
  name: label,
  description: label.optional(),
  position: z.strictObject({ x: z.number(), y: z.number() }).optional(),
};
/** A node adds what it finds to what came in; it does nothing in a loop and reads no part alone. */
const passing = {
  passThrough: z.literal(true),
  inputField: z.null().optional(),
  outputPath: z.null().optional(),
  executionMode: z.literal('single').optional(),
};
const end = z.strictObject({ schema: z.literal('').optional() }).optional();
const column = { id: key, name: label, type: z.literal('expression').optional() };

const TableNode = z.strictObject({
  ...common,
  type: z.literal('decisionTableNode'),
  content: z.strictObject({
    ...passing,
    hitPolicy: z.literal('first'),
    inputs: z
      .array(z.strictObject({ ...column, field: valueName.optional() }))
      .min(1)
      .max(COLUMNS_MAX),
    outputs: z
      .array(z.strictObject({ ...column, field: valueName }))
      .min(1)
      .max(COLUMNS_MAX),
    rules: z.array(z.record(key, cell)).min(1).max(RULES_MAX),
  }),
});
const ExpressionNode = z.strictObject({
  ...common,
  type: z.literal('expressionNode'),
  content: z.strictObject({
    ...passing,
    expressions: z
      .array(z.strictObject({ id: key, key: valueName, value: cell }))
      .min(1)
      .max(EXPRESSIONS_MAX),
  }),
});
const SwitchNode = z.strictObject({
  ...common,
  type: z.literal('switchNode'),
  content: z.strictObject({
    hitPolicy: z.literal('first'),
    statements: z
      .array(z.strictObject({ id: key, condition: cell, isDefault: z.boolean().optional() }))
      .min(1)
      .max(STATEMENTS_MAX),
  }),
});
const InputNode = z.strictObject({ ...common, type: z.literal('inputNode'), content: end });
const OutputNode = z.strictObject({ ...common, type: z.literal('outputNode'), content: end });

/** The five kinds of node that a policy may be built of: none runs code, none leaves the process. */
const PolicyNode = z.discriminatedUnion('type', [
  InputNode,
  OutputNode,
  TableNode,
  ExpressionNode,
  SwitchNode,
]);
const PolicyEdge = z.strictObject({
  id: label,
  name: label.optional(),
  sourceId: key,
  targetId: key,
  sourceHandle: key.optional(),
  type: z.literal('edge').optional(),
});

const names = z.array(z.string().max(TEXT_MAX)).max(COLUMNS_MAX);
/** What a case says of an application; what it leaves out is as of an ordinary one. */
const TestInput = z.strictObject({
  status: z.enum(['scored', 'not_scorable', 'in_default']).optional(),
  score: z.int().nullable().optional(),
  pd: z.number().min(PD_MIN).max(PD_MAX).nullable().optional(),
  band: label.nullable().optional(),
  flags: names.optional(),
  reason_codes: names.optional(),
  withheld: names.optional(),
  not_requested: names.optional(),
  missing: names.optional(),
  unavailable: names.optional(),
  amount_minor: z.int().min(1).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  requested_term_months: z.int().min(1).nullable().optional(),
});

/** A policy as it is written: a GoRules graph, the product that it is for, and its own test cases. */
export const PolicyShape = z.strictObject({
  format: z.literal('assay-policy@1'),
  product: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  graph: z.strictObject({
    contentType: z.literal('application/vnd.gorules.decision').optional(),
    nodes: z.array(PolicyNode).min(3).max(NODES_MAX),
    edges: z.array(PolicyEdge).min(2).max(EDGES_MAX),
  }),
  tests: z
    .array(z.strictObject({ name: label, input: TestInput, expected: PolicyOutcome }))
    .min(1)
    .max(TESTS_MAX),
});

/** A policy whose shape was checked. */
export type Policy = z.infer<typeof PolicyShape>;
/** A node of a policy's graph. */
export type PolicyNode = z.infer<typeof PolicyNode>;
/** A case of a policy's own. */
export type PolicyTest = Policy['tests'][number];

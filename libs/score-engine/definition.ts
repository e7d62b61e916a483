import { canonicalJson, err, ok, type Result } from '#kernel';
import { z } from 'zod';
import { CLUSTERS_OF, type ClusterName } from './clusters.js';
import { CLUSTER_OF_STREAM, Measure, StreamName } from './measures.js';
import { prohibitedIn } from './prohibited.js';
import { STUDIED_ATTRIBUTES } from './prohibited-rules.js';
import { REASON_CODES } from './reasons-catalogue.js';

/** The longest window, in months: what a provider is asked to keep. */
export const WINDOW_MONTHS_MAX = 60;

const of = { of: Measure };
const bound = z.number();
const testOf = { of: Measure, test: z.enum(['at_least', 'at_most']), bound };

/**
 * How a feature's number is made of the items in its window.
 *
 * `count_where`, `share_where` and `days_since_where` look at the items that pass the test.
 * `slope` is the least-squares slope a month, `trend` the same over the mean, `cv` the standard
 * deviation over the mean, `change` the mean of the last `months` over that of as many months
 * `lag` months before, less one. `ratio` is sum over sum. An `attribute` is studied, never computed.
 */
const Aggregation = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('count'), stream: StreamName }),
  z.strictObject({ how: z.literal('count_where'), ...testOf }),
  z.strictObject({ how: z.literal('share_where'), ...testOf }),
  z.strictObject({ how: z.literal('days_since'), stream: StreamName }),
  z.strictObject({ how: z.literal('days_since_where'), ...testOf }),
  z.strictObject({ how: z.literal('sum'), ...of }),
  z.strictObject({ how: z.literal('mean'), ...of }),
  z.strictObject({ how: z.literal('max'), ...of }),
  z.strictObject({ how: z.literal('latest'), ...of }),
  z.strictObject({ how: z.literal('slope'), ...of }),
  z.strictObject({ how: z.literal('trend'), ...of }),
  z.strictObject({ how: z.literal('cv'), ...of }),
  z.strictObject({ how: z.literal('ratio'), over: Measure, under: Measure }),
  z.strictObject({
    how: z.literal('change'),
    ...of,
    months: z.int().min(1).max(24),
    lag: z.int().min(1).max(36),
  }),
  z.strictObject({
    how: z.literal('distinct'),
    stream: z.literal('orders'),
    field: z.enum(['category', 'channel']),
  }),
  z.strictObject({
    how: z.literal('months_since'),
    field: z.enum(['customer_since', 'founded_on', 'joined_on']),
  }),
  z.strictObject({ how: z.literal('declared'), field: z.literal('declared_income_minor') }),
  z.strictObject({ how: z.literal('attribute'), field: z.enum(STUDIED_ATTRIBUTES) }),
  z.strictObject({
    how: z.literal('map'),
    field: z.enum(['email_kind', 'category']),
    values: z.record(z.string().max(64), z.number()),
    otherwise: z.number().nullable(),
  }),
]);

/** How a feature's number is made. */
export type Aggregation = z.infer<typeof Aggregation>;

const ReasonCode = z.enum(REASON_CODES.map((reason) => reason.code));

/** The shape of a feature's definition; `parseDefinitions` checks what a shape cannot say. */
export const FeatureDefinition = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  kind: z.enum(['person', 'firm']),
  clusters: z
    .array(z.enum(['profile', 'orders', 'repayments', 'balances', 'sales', 'payouts']))
    .min(1),
  window: z.int().min(1).max(WINDOW_MONTHS_MAX).nullable(),
  aggregation: Aggregation,
  riskDirection: z.enum(['up', 'down']),
  reasonCode: ReasonCode,
  missingReasonCode: ReasonCode,
  unit: z.enum(['count', 'share', 'ratio', 'days', 'months', 'minor', 'stars', 'index', 'code']),
});

/**
 * A feature: what is read (clusters, window in months, null where it looks at no window), how the
 * number is made, whether risk rises (`up`) or falls as it rises, and what a loss is called.
 */
export type FeatureDefinition = z.infer<typeof FeatureDefinition>;

/** Why definitions or an artefact are refused; `path` leads to the fault. */
export interface ParseRefusal {
  readonly code: 'malformed' | 'prohibited-attribute' | 'inconsistent';
  readonly path: string;
  readonly message: string;
}

/** The clusters that an aggregation reads, in the order of the kind's list. */
export function clustersRead(kind: 'person' | 'firm', aggregation: Aggregation): ClusterName[] {
  const read = new Set<ClusterName>();
  if ('stream' in aggregation) read.add(CLUSTER_OF_STREAM[aggregation.stream]);
  else if ('of' in aggregation) read.add(CLUSTER_OF_STREAM[aggregation.of.stream]);
  else if (aggregation.how === 'ratio') {
    read.add(CLUSTER_OF_STREAM[aggregation.over.stream]);
    read.add(CLUSTER_OF_STREAM[aggregation.under.stream]);
  } else read.add('profile');
  return CLUSTERS_OF[kind].filter((cluster) => read.has(cluster));
}

/** Reads untrusted definitions: closed, consistent, of one kind, and free of what is prohibited. */
export function parseDefinitions(json: unknown): Result<FeatureDefinition[], ParseRefusal> {
  const parsed = z.array(FeatureDefinition).max(256).safeParse(json);
  if (!parsed.success) return err(refusalOf(parsed.error));
  const names = new Set<string>();
  for (const [i, definition] of parsed.data.entries()) {
    const fault = faultOf(definition) ?? (names.has(definition.name) ? DOUBLE : undefined);
    if (fault) return err({ ...fault, path: `${i}.${fault.path}` });
    names.add(definition.name);
  }
  if (new Set(parsed.data.map((definition) => definition.kind)).size > 1)
    return err(inconsistent('0.kind', 'all definitions of a set are of one kind'));
  return ok(parsed.data);
}

/** The first fault of a zod error as a refusal. */
export function refusalOf(error: z.ZodError): ParseRefusal {
  const issue = error.issues.at(0);
  const path = issue?.path.join('.') ?? '';
  return { code: 'malformed', path, message: issue?.message ?? 'not readable' };
}

/** What is wrong with a well-formed definition, or undefined. */
function faultOf(definition: FeatureDefinition): ParseRefusal | undefined {
  const { aggregation, clusters, kind, window } = definition;
  const misnamed = faultOfName(definition);
  if (misnamed) return misnamed;
  const read = clustersRead(kind, aggregation);
  if (canonicalJson(read) !== canonicalJson(clusters))
    return inconsistent('clusters', `what it reads is ${read.join(', ') || 'not of this kind'}`);
  const needsWindow = !['months_since', 'declared', 'attribute', 'map'].includes(aggregation.how);
  if (needsWindow !== (window !== null))
    return inconsistent('window', needsWindow ? 'a window is needed' : 'no window is looked at');
  const { how } = aggregation;
  if (how === 'change' && (window ?? 0) < aggregation.months + aggregation.lag)
    return inconsistent('window', 'the window is shorter than months + lag');
  return undefined;
}

/** An attribute is named outright or not at all. */
function faultOfName({ name, aggregation }: FeatureDefinition): ParseRefusal | undefined {
  if (aggregation.how === 'attribute')
    return aggregation.field === name
      ? undefined
      : inconsistent('name', `is ${aggregation.field}, as what it reads`);
  const prohibited = prohibitedIn(name);
  return prohibited === undefined
    ? undefined
    : { code: 'prohibited-attribute', path: 'name', message: `${prohibited} is prohibited` };
}

/** The hash of a feature set: sha-256, by the function given, of its canonical text. */
export function featureSetHash(
  definitions: readonly FeatureDefinition[],
  sha256: (text: string) => string,
): string {
  return sha256(canonicalJson(definitions));
}

/** A refusal for what is well formed and contradicts itself. */
export function inconsistent(path: string, message: string): ParseRefusal {
  return { code: 'inconsistent', path, message };
}

const DOUBLE = inconsistent('name', 'two features have this name');

import { jest } from '@jest/globals';
import {
  compileExplainer,
  compileTrees,
  computeFeatures,
  explainRows,
  importTreeModel,
  pdOf,
  PERSON_FEATURES,
} from '#score-engine';
import { createWorld } from '#simulator';
import { draftOf, FEATURES, GOLDEN, lightgbmFile, marginByHand } from '../models/small-trees.js';
import { expectProblem } from '../subjects/bad-input.js';
import { auditor } from '../support/auditor.js';
import { deploy } from '../support/deploy.js';
import {
  AS_OF,
  askForConsent,
  grant,
  importShoppers,
  must,
  newTenant,
  ONE_TIME,
  score,
  type TestTenant,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { logitsOf, resultsOf, runJob } from './jobs.js';

jest.setTimeout(180_000);

const ALL = ['profile', 'balances'];
const SUBJECTS = 40;

let lender: TestTenant;
let provider: TestTenant;
let licensee: TestTenant;
let sha256: string;

beforeAll(async () => {
  [lender, provider, licensee] = await Promise.all([newTenant(), newTenant(), newTenant()]);
  const body = { name: 'Trees', artefact: draftOf(`of ${lender.slug}`), golden_rows: GOLDEN };
  ({ sha256 } = must(await call<{ sha256: string }>(lender.key, '/v1/models', { body }), 201));
  const path = `/v1/models/${sha256}`;
  await deploy(lender, { champion: sha256 });
  must(await call(lender.key, `${path}/licences`, { body: { recipient: licensee.slug } }), 201);
  await deploy(licensee, { champion: sha256 });
});
afterAll(() => auditor.close());

const definitions = FEATURES.map((name) => {
  const found = PERSON_FEATURES.find((definition) => definition.name === name);
  if (!found) throw new Error(`no feature ${name}`);
  return found;
});
const world = createWorld({ seed: 11, asOf: new Date(AS_OF) });
/** What the model sees of a simulated shopper. */
const rowOf = (at: number): number[] => [
  ...computeFeatures(definitions, world.shopper(at).clusters, new Date(AS_OF)),
];

/** The engine's contributions, grouped to reason codes and ranked here. */
function reasonsByHand(row: readonly number[]): string[] {
  const model = importTreeModel('lightgbm-text', new TextEncoder().encode(lightgbmFile()));
  if (!model.ok) throw new Error(model.error.message);
  const explainer = compileExplainer(compileTrees(model.value), { kind: 'path-dependent' });
  if (!explainer.ok) throw new Error(explainer.error.message);
  const contributions = new Float64Array(row.length);
  const out = { contributions, margin: new Float64Array(1) };
  const features = Float64Array.from(row);
  explainRows(explainer.value, { rows: 1, features, layout: 'rows' }, out);
  const lost = new Map<string, number>();
  contributions.forEach((added, at) => {
    const definition = definitions[at];
    const missing = Number.isNaN(row[at]);
    const code = (missing ? definition?.missingReasonCode : definition?.reasonCode) ?? '';
    lost.set(code, (lost.get(code) ?? 0) + added);
  });
  const adverse = [...lost].filter(([, added]) => added > 0);
  return adverse
    .sort(([, one], [, other]) => other - one)
    .slice(0, 4)
    .map(([code]) => code);
}

function bitsOf(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

const codesOf = (answer: Readonly<Record<string, unknown>>) =>
  (answer['reasons'] as { code: string }[]).map(({ code }) => code);

/** Guards lender and borrower: the score is the lender's own model's, and so are the reasons. */
it('scores a consented borrower with the very margin, and gives the largest losses as reasons', async () => {
  const at = Array.from({ length: 40 }, (_, i) => i).find(
    (shopper) => reasonsByHand(rowOf(shopper)).length > 1,
  );
  const [borrower] = await importShoppers(provider, 1, at);
  if (!borrower || at === undefined) throw new Error('no borrower');
  const request = await askForConsent(lender, provider);
  await grant(request, borrower, ALL);

  const answer = must(await score(lender, request), 201);

  const row = rowOf(at);
  const margin = marginByHand(row);
  const [kept] = await auditor.query<{ logit: string; points: unknown; score: number }>(
    `SELECT encode(float8send(logit), 'hex') AS logit, points, score FROM app.score
     WHERE score_id = $1`,
    [answer['score_id']],
  );
  expect(kept?.logit).toBe(bitsOf(margin));
  expect(answer).toMatchObject({
    pd: pdOf(margin),
    flags: [],
    model: { sha256, event: '90 days late', horizon_months: 12 },
    coverage: { withheld: [] },
  });
  expect(codesOf(answer)).toEqual(reasonsByHand(row));
  expect(codesOf(answer).length).toBeGreaterThan(1);
  const again = must(await call(lender.key, `/v1/scores/${String(answer['score_id'])}`), 200);
  expect(again['reasons']).toEqual(answer['reasons']);

  // Shown points are those of the score.
  const points = (typeof kept?.points === 'string' ? JSON.parse(kept.points) : kept?.points) as {
    base: number;
    groups: { points: number }[];
  };
  const sum = points.groups.reduce((total, group) => total + group.points, points.base);
  expect(sum).toBe(answer['score']);
});

it('scores a whole portfolio with the very margins and the same reasons', async () => {
  const subjects = await importShoppers(lender, SUBJECTS);
  const job = await runJob(lender);
  const logits = await logitsOf(job);
  const lines = await resultsOf(lender, job);
  const reasons = new Map(lines.map((line) => [line['reference'], line['reasons']]));
  expect(logits.size).toBe(SUBJECTS);
  for (const [at, { reference }] of subjects.entries()) {
    const row = rowOf(at);
    expect([reference, logits.get(reference)]).toEqual([reference, bitsOf(marginByHand(row))]);
    const codes = (reasons.get(reference) ?? '').split(/[\s,;|]+/).filter((code) => code !== '');
    expect([reference, codes]).toEqual([reference, reasonsByHand(row)]);
  }
  // The model tells subjects apart, and not all have the same reasons: else the above says little.
  expect(new Set(logits.values()).size).toBeGreaterThan(5);
  expect(new Set(reasons.values()).size).toBeGreaterThan(3);
});

it('scores for a licensee, and says of whose outcomes the odds are', async () => {
  const [borrower] = await importShoppers(provider, 1, 5);
  if (!borrower) throw new Error('no borrower');
  const request = await askForConsent(licensee, provider);
  await grant(request, borrower, ALL);
  const answer = must(await score(licensee, request), 201);
  expect(answer).toMatchObject({
    pd: pdOf(marginByHand(rowOf(5))),
    flags: ['not_calibrated_for_recipient'],
  });
  expect((await call(licensee.key, `/v1/models/${sha256}`)).status).toBe(404);
});

/**
 * Guards whoever withholds: trees cannot leave a feature out and be the same model, so they say
 * nothing rather than take what was withheld for missing; and the consent is not used up by that.
 */
it('gives no score where a cluster that it reads was withheld, whatever is in it', async () => {
  const [one, other] = await importShoppers(provider, 2, 7);
  for (const borrower of [one, other]) {
    if (!borrower) throw new Error('no borrower');
    const request = await askForConsent(lender, provider, ONE_TIME);
    await grant(request, borrower, ['profile']);
    for (let times = 0; times < 2; times++)
      expectProblem(await score(lender, request), 409, 'model-needs-cluster', {
        details: { clusters: ['balances'] },
      });
  }
});

it('scores who withheld a cluster that it does not read', async () => {
  const [borrower] = await importShoppers(provider, 1, 11);
  if (!borrower) throw new Error('no borrower');
  const request = await askForConsent(lender, provider);
  await grant(request, borrower, ['balances']);
  const answer = must(await score(lender, request), 201);
  expect(answer).toMatchObject({ pd: pdOf(marginByHand(rowOf(11))), flags: [] });
});

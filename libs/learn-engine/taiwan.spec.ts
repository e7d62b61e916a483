import {
  compileScorecard,
  computeFeatureRows,
  featureSetHash,
  instalmentsFromDelays,
  parseArtefact,
  PERSON_FEATURES,
  scoreBatch,
  type Clusters,
} from '#score-engine';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { auc, trainScorecard, type TrainingInput } from './index.js';

const REFERENCE_DATA = process.env['REFERENCE_DATA'];
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const AS_OF = new Date('2005-10-01T00:00:00Z');
const MONTHS = ['2005-04', '2005-05', '2005-06', '2005-07', '2005-08', '2005-09'];

if (REFERENCE_DATA === undefined && process.env['REQUIRE_ALL'] === '1')
  it('has the reference data', () => {
    throw new Error('REFERENCE_DATA is unset, and REQUIRE_ALL=1 lets nothing be skipped');
  });
else if (REFERENCE_DATA === undefined) {
  const title = '30,000 real card holders: skipped, REFERENCE_DATA is unset';
  process.stderr.write(`${title}\n`);
  it.skip(title, () => undefined);
} else
  /** If this fails, a lender who brings a public file sees a weaker model than the literature's. */
  it('ranks 9,000 unseen card holders at AUC .76 or better', () => {
    const { input, x } = read(join(REFERENCE_DATA, 'scoring', 'taiwan_default.csv.gz'));
    const trained = trainScorecard(input);
    if (!trained.ok) throw new Error(trained.error.code);
    const { unseen } = trained.value.report;
    expect(unseen.auc.value).toBeGreaterThanOrEqual(0.76);
    expect(unseen.auc.low).toBeGreaterThan(0.74);
    expect(unseen.calibration.intercept).toBeCloseTo(0, 0);
    expect(unseen.calibration.slope).toBeGreaterThan(0.9);
    expect(Math.abs(unseen.meanPdOverObserved - 1)).toBeLessThan(0.05);

    const parsed = parseArtefact(JSON.parse(JSON.stringify(trained.value)));
    if (!parsed.ok) throw new Error(`${parsed.error.path}: ${parsed.error.message}`);
    const card = compileScorecard(parsed.value, PERSON_FEATURES);
    if (!card.ok) throw new Error(card.error.message);
    const rows = input.y.length;
    const logit = new Float64Array(rows);
    const batch = { rows, features: x, layout: 'rows', withheld: null } as const;
    scoreBatch(card.value, batch, { logit, reasons: null, contributions: null });
    expect(auc(logit, input.y)).toBeGreaterThanOrEqual(0.76);
  });

function read(path: string): { input: TrainingInput; x: Float64Array } {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n').slice(1);
  const cells = lines.map((line) => line.split(',').map(Number));
  const x = computeFeatureRows(PERSON_FEATURES, cells.map(clustersOf), AS_OF);
  return {
    x,
    input: {
      definitions: PERSON_FEATURES,
      featureSetHash: featureSetHash(PERSON_FEATURES, sha256),
      x,
      y: Uint8Array.from(cells, (row) => row[24] ?? 0),
      subjectIds: cells.map((row) => `uci-${row[0] ?? ''}`),
      seed: 1,
      event: 'default payment next month',
      horizonMonths: 1,
      population: 'card holders, Taiwan 2005',
      asOf: AS_OF,
      dataHash: null,
    },
  };
}

/** PAY_x: months late, 0 revolving, -1 paid in full, -2 nothing used. Sex, age, marriage unread. */
function clustersOf(row: readonly number[]): Clusters {
  const at = (i: number): number => row[i] ?? 0;
  const delays = MONTHS.map((_, i) => ({
    monthsLate: at(11 - i) === -2 ? null : at(11 - i),
    paidMinor: at(23 - i) * 100,
  }));
  const months = MONTHS.map((month, i) => {
    return { month, limit_minor: at(1) * 100, used_minor: at(17 - i) * 100 };
  });
  return {
    repayments: { instalments: instalmentsFromDelays(delays, AS_OF) },
    balances: { months },
  };
}

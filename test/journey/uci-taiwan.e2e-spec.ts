import { join } from 'node:path';
import { newPlace, reportIn, Start } from './run-start.js';

const CUSTOMERS = 30_000;
/** What a points scorecard on these data must reach on subjects that it has not seen. */
const AUC_MIN = 0.74;
const WITHIN_MS = 300_000;

const { REFERENCE_DATA, REQUIRE_ALL } = process.env;

if (REFERENCE_DATA === undefined && REQUIRE_ALL === '1')
  it('has the reference data', () => {
    throw new Error('REFERENCE_DATA is unset, and REQUIRE_ALL=1 lets nothing be skipped');
  });
else if (REFERENCE_DATA === undefined)
  it.skip('the journey on 30,000 real customers: skipped, REFERENCE_DATA is unset', () =>
    undefined);
else
  /** Guards who believes our figures: they come from real people as well as from our own world. */
  it(
    'runs the whole journey on 30,000 real customers by one command',
    async () => {
      const place = await newPlace();
      try {
        await journeyOn(place, join(REFERENCE_DATA, 'scoring', 'taiwan_default.csv.gz'));
      } finally {
        place.remove();
      }
    },
    WITHIN_MS,
  );

async function journeyOn(place: Awaited<ReturnType<typeof newPlace>>, data: string) {
  const file = join(place.folder, 'report.json');
  const args = ['--once', '--json', file, '--data', data, '--profile', 'uci-taiwan'];

  const ended = await Start.run(place, args).ended;

  expect(ended).toMatchObject({ code: 0 });
  const report = await reportIn(file);
  expect(report.jobs).toMatchObject([{ status: 'done', subjects: CUSTOMERS, scored: CUSTOMERS }]);
  const [model] = report.models;
  expect(model?.report.unseen.auc.value).toBeGreaterThanOrEqual(AUC_MIN);
  const { score, trail } = report;
  expect(score.reasons.length).toBeGreaterThan(0);
  expect(trail.map(({ id }) => id)).toContain(score.audit_event_id);
  expect(ended.stdout).toContain(`score ${String(score.score)}, PD `);
  expect(ended.stdout).toContain(report.consent.receipt);
}

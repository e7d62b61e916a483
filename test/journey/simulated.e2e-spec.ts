import { join } from 'node:path';
import { newPlace, reportIn, Start } from './run-start.js';

const SHOPPERS = 30_000;
const MERCHANTS = 10_000;
/** What points scorecards reach on unseen subjects of this world, less what chance takes. */
const AUC_MIN = 0.72;
const WITHIN_MS = 600_000;

/** Guards the first impression: the one command, as its reader runs it. */
it(
  'runs the whole journey on the simulated marketplace, people and firms, by one command',
  async () => {
    const place = await newPlace();
    try {
      const file = join(place.folder, 'report.json');
      const ended = await Start.run(place, ['--once', '--json', file]).ended;

      expect(ended).toMatchObject({ code: 0 });
      const report = await reportIn(file);
      expect(report.jobs).toMatchObject([
        { status: 'done', subjects: SHOPPERS, scored: SHOPPERS, skipped: {} },
        { status: 'done', subjects: MERCHANTS, scored: MERCHANTS, skipped: {} },
      ]);
      expect(report.models.map(({ kind }) => kind)).toEqual(['person', 'firm']);
      for (const { report: shown, oracle_auc: oracle } of report.models) {
        const { value } = shown.unseen.auc;
        expect(value).toBeGreaterThanOrEqual(AUC_MIN);
        // No model knows more than the truth that the world was made from.
        expect(oracle).toBeGreaterThan(value);
      }
      expect(report.score.coverage.withheld).toEqual(['balances']);
      expect(report.trail.map(({ id }) => id)).toContain(report.score.audit_event_id);
      expect(ended.stdout).toContain('the truth itself would reach AUC');
      expect(ended.stdout).toContain(report.try_next.open_request.link);
    } finally {
      place.remove();
    }
  },
  WITHIN_MS,
);

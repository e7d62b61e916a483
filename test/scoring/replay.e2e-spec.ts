import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { nth, OFTEN, openScene, type Scene } from '../consent/scene.js';
import { expectProblem } from '../subjects/bad-input.js';
import { auditor } from '../support/auditor.js';
import { deploy } from '../support/deploy.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  deployModel,
  grant,
  importRows,
  importShoppers,
  must,
  newTenant,
  score,
  shopperRows,
  type TestTenant,
  unique,
  withdraw,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';
import { runJob } from './jobs.js';

jest.setTimeout(180_000);
afterAll(async () => {
  await endOwnApps();
  await auditor.close();
});

type Replayed = {
  readonly outcome: string;
  readonly same: boolean | null;
  readonly stored: Readonly<Record<string, unknown>>;
  readonly recomputed: Readonly<Record<string, unknown>> | null;
  readonly scale: Readonly<Record<string, unknown>>;
};

const replay = async ({ key }: TestTenant, id: unknown, apiUrl?: string) =>
  call<Replayed>(key, `/v1/scores/${String(id)}/replay`, {
    method: 'POST',
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'cli', 'main.js');
const assay = (...words: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const { environment: env } = testEnvironment();
    execFile(process.execPath, [MAIN, ...words], { env }, (fault, stdout, stderr) => {
      resolve(fault ? stderr : stdout);
    });
  });

/** Guards whoever must answer for a score: what was told a year ago can be shown to be so. */
describe('a score made in real time', () => {
  let scene: Scene;
  let made: Record<string, unknown>;
  let end: () => Promise<void>;
  beforeAll(async () => {
    scene = await openScene();
    const request = await askForConsent(scene.lender, scene.provider, OFTEN);
    const borrower = nth(scene.people, 0);
    // One cluster is kept back: what was withheld is an input too.
    const visitor = await grant(request, borrower, ['profile']);
    made = must(await score(scene.lender, request), 201);
    end = () => withdraw(visitor, request.consentId);
  });

  const expectSame = ({ outcome, same, stored, recomputed }: Replayed): void => {
    expect({ outcome, same }).toEqual({ outcome: 'same', same: true });
    expect(recomputed).toEqual(stored);
    const { score: points, pd, band } = made;
    expect(stored).toMatchObject({ score: points, pd, band });
  };

  it('comes out the same to the bit, after other models and another scale came into force', async () => {
    const { lender, provider } = scene;
    expectSame(must(await replay(lender, made['score_id']), 200));
    const other = await deployModel(provider, 'person', [], unique('population'));
    const licence = { body: { recipient: lender.slug } };
    must(await call(provider.key, `/v1/models/${other}/licences`, licence), 201);
    await deploy(lender, { champion: other, scale: { base_score: 500, base_odds: 10 } });
    const after = must(await replay(lender, made['score_id']), 200);
    expectSame(after);
    expect(after.scale).toMatchObject({ base_score: 600, base_odds: 30 });
  });

  it('comes out the same after the provider’s data changed, in a process begun anew', async () => {
    const { lender, provider } = scene;
    const { reference } = nth(scene.people, 0);
    const rows = shopperRows(900, 1, provider.slug).map((row) => ({ ...row, reference }));
    await importRows(
      provider,
      'person',
      rows.map(({ email: _, ...row }: { email?: string; reference: string }) => row),
    );
    const { url } = await startOwnApp('api');
    expectSame(must(await replay(lender, made['score_id'], url), 200));
  });

  it('is told to be the same on the command line', async () => {
    const { lender } = scene;
    const id = String(made['score_id']);
    const said = await assay('score', 'replay', id, '--tenant', lender.slug);
    expect(said).toMatch(/^same\n/);
    expect(said).toContain(`score      ${String(made['score'])}`);
    expect(await assay('score', 'replay', id, '--tenant', scene.provider.slug)).toMatch(
      /score-not-found/,
    );
  });

  /** Guards against a replay that looks nowhere: another input, another score. */
  it('comes out otherwise where its inputs were altered', async () => {
    const id = String(made['score_id']);
    const flip = () =>
      auditor.query(
        `UPDATE app.score_input SET packed = (
           SELECT string_agg(substr(packed, 8 * at + 1, 8), ''::bytea ORDER BY at DESC)
           FROM generate_series(0, length(packed) / 8 - 1) at) WHERE score_id = $1`,
        [id],
      );
    await flip();
    const answer = must(await replay(scene.lender, id), 200);
    expect(answer).toMatchObject({ outcome: 'different', same: false });
    expect(await assay('score', 'replay', id, '--tenant', scene.lender.slug)).toContain('not come');
    await flip();
    expectSame(must(await replay(scene.lender, id), 200));
  });

  it('says so where its inputs are erased, and keeps what it said', async () => {
    const id = String(made['score_id']);
    await auditor.query('DELETE FROM app.score_input WHERE score_id = $1', [id]);
    const { stored, ...rest } = must(await replay(scene.lender, id), 200);
    expect(rest).toMatchObject({ outcome: 'inputs_erased', same: null, recomputed: null });
    expect(stored).toMatchObject({ score: made['score'] });
  });

  it('is in the log, and no longer given once the consent is taken back', async () => {
    const id = String(made['score_id']);
    const entries = await auditor.query<{ canonical: string }>(
      `SELECT canonical FROM app.audit_entry WHERE action = 'score.replayed' AND resource_id = $1`,
      [id],
    );
    const said = entries.map(({ canonical }) => canonical).join();
    for (const outcome of ['same', 'different', 'inputs_erased'])
      expect(said).toContain(`"${outcome}"`);
    await end();
    expectProblem(await replay(scene.lender, id), 403, 'consent-revoked');
  });
});

/** Scores made in bulk keep no inputs: the subject's own data are theirs. */
describe('a score made in bulk', () => {
  let tenant: TestTenant;
  let ids: { score_id: string; reference: string }[];
  let references: string[];
  beforeAll(async () => {
    tenant = await newTenant();
    await deployModel(tenant);
    references = (await importShoppers(tenant, 8)).map(({ reference }) => reference);
    const { job_id: jobId } = await runJob(tenant);
    ids = await auditor.query(
      `SELECT score_id, reference FROM app.score JOIN app.subject USING (cell_id, subject_id)
       WHERE job_id = $1`,
      [jobId],
    );
  });

  it('comes out the same while nothing of its subject came in since', async () => {
    expect(ids).toHaveLength(8);
    for (const { score_id: id } of ids) {
      const { outcome, stored, recomputed } = must(await replay(tenant, id), 200);
      expect([outcome, recomputed]).toEqual(['same', stored]);
    }
  });

  it('says that its inputs are gone once something came in', async () => {
    await importRows(tenant, 'person', shopperRows(0, 1, tenant.slug));
    const [first, ...others] = references;
    const outcomes = new Map<string, string>();
    for (const { score_id: id, reference } of ids)
      outcomes.set(reference, must(await replay(tenant, id), 200).outcome);
    expect(outcomes.get(first ?? '')).toBe('inputs_erased');
    for (const other of others) expect(outcomes.get(other)).toBe('same');
  });
});

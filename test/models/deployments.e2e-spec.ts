import { jest } from '@jest/globals';
import { challengerAt, slotOf } from '#models';
import { expectProblem } from '../subjects/bad-input.js';
import { auditor } from '../support/auditor.js';
import { approve, deploy, type Plan, propose, riskTeam, rollBack } from '../support/deploy.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  grant,
  importShoppers,
  logIn,
  must,
  newTenant,
  score,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { hireStaff, type TestStaff } from '../support/staff.js';

jest.setTimeout(180_000);
afterAll(() => auditor.close());

/** A scorecard of the tenant's that no other test has. */
async function bring(tenant: TestTenant, kind: 'person' | 'firm' = 'person'): Promise<string> {
  const artefact = { ...testEnvironment().models[kind], population: unique('population') };
  const body = { name: 'Card', artefact };
  const kept = await call<{ sha256: string }>(tenant.key, '/v1/models', { body });
  return must(kept, 201).sha256;
}

const tokenOf = ({ email, password }: TestStaff) => logIn({ email, password });
const pathOf = (id: string) => `/v1/staff/deployment-proposals/${id}/approval`;
const approveAs = (token: string, id: string, headers = {}) =>
  call(token, pathOf(id), { body: {}, headers });
const proposed = async (tenant: TestTenant, plan: Plan): Promise<string> =>
  must(await propose(tenant, plan), 201).proposal_id;
const inForce = async (tenant: TestTenant) => {
  const [{ token }] = await riskTeam(tenant);
  const path = '/v1/staff/deployments?kind=person';
  interface Shown {
    versions: { version: number; champion: string }[];
    proposals: { proposal_id: string }[];
  }
  return must(await call<Shown>(token, path), 200);
};

/** Guards every borrower: nobody alone decides by what they are judged. */
describe('a deployment takes two', () => {
  let tenant: TestTenant;
  let sha256: string;
  beforeAll(async () => {
    tenant = await newTenant();
    sha256 = await bring(tenant);
  });

  it('and not the same person twice, which is in the log', async () => {
    const [first] = await riskTeam(tenant);
    const id = await proposed(tenant, { champion: sha256 });
    expectProblem(await approveAs(first.token, id), 403, 'deployment-same-person');
    expect((await inForce(tenant)).versions).toEqual([]);
    const denied = await auditor.query<{ actor_id: string; outcome: string }>(
      `SELECT actor_id, outcome FROM app.audit_entry
       WHERE action = $1 AND strpos(canonical, $2) > 0`,
      ['model.deployment_approval_refused', id],
    );
    expect(denied).toEqual([{ actor_id: first.staffId, outcome: 'denied' }]);
  });

  it('members of its own risk team, with no API key and nobody else', async () => {
    const id = await proposed(tenant, { champion: sha256 });
    expectProblem(await approveAs(tenant.key, id), 401, 'staff-token-not-accepted');
    const compliance = await tokenOf(await hireStaff(tenant.slug));
    expectProblem(await approveAs(compliance, id), 403, 'staff-role-missing');
    const platform = await tokenOf(await hireStaff(null, 'risk'));
    expectProblem(await approveAs(platform, id), 403, 'staff-tenant-only');
    const [, stranger] = await riskTeam(await newTenant());
    expectProblem(await approveAs(stranger.token, id), 404, 'deployment-proposal-not-found');
    const [, second] = await riskTeam(tenant);
    must(await approveAs(second.token, id), 201);
    expect((await inForce(tenant)).versions).toMatchObject([{ version: 1, champion: sha256 }]);
  });

  it('who both stand in the version that is kept', async () => {
    const [first, second] = await riskTeam(tenant);
    const { versions } = await inForce(tenant);
    expect(versions[0]).toMatchObject({
      ...{ proposed_by: first.staffId, decided_by: second.staffId, act: 'approved' },
    });
  });
});

describe('a proposal', () => {
  let tenant: TestTenant;
  beforeEach(async () => {
    tenant = await newTenant();
  });

  /** Guards whoever approves: what comes into force is what they looked at, over what they saw. */
  it('is stale once another one is in force', async () => {
    const [one, other] = [await bring(tenant), await bring(tenant)];
    const late = await proposed(tenant, { champion: one });
    await deploy(tenant, { champion: other });
    expectProblem(await approve(tenant, late), 409, 'deployment-stale');
    const { versions, proposals } = await inForce(tenant);
    expect(versions.map(({ champion }) => champion)).toEqual([other]);
    expect(proposals).toEqual([]);
  });

  it('takes effect once, however many approve at once', async () => {
    const champion = await bring(tenant);
    const id = await proposed(tenant, { champion });
    const rival = await proposed(tenant, { champion, scale: { base_score: 500 } });
    const [, second] = await riskTeam(tenant);
    const third = await tokenOf(await hireStaff(tenant.slug, 'risk'));
    const answers = await Promise.all(
      [id, id, id, rival].map((of, at) => approveAs(at % 2 ? third : second.token, of)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect((await inForce(tenant)).versions).toHaveLength(1);
  });

  it('is one act under one key', async () => {
    const id = await proposed(tenant, { champion: await bring(tenant) });
    const [, { token }] = await riskTeam(tenant);
    const headers = { 'idempotency-key': unique('key') };
    const one = must(await approveAs(token, id, headers), 201);
    expect(must(await approveAs(token, id, headers), 201)).toEqual(one);
    expectProblem(await approveAs(token, id), 409, 'deployment-proposal-approved', {
      details: { version: 1 },
    });
  });

  it.each([
    ['shares of all subjects', [4_000, 6_000], 'challengers'],
    ['a share of nothing', [0], 'challengers.0'],
  ])('with %s is refused, and names the place', async (_, shares, path) => {
    const challengers = await Promise.all(
      shares.map(async (share_bps) => ({ sha256: await bring(tenant), share_bps })),
    );
    const plan = { champion: await bring(tenant), challengers };
    expectProblem(await propose(tenant, plan), 422, 'deployment-unsound', {
      details: { path, detail: expect.any(String) },
    });
  });

  it('with a model twice, or one of another kind, is refused', async () => {
    const champion = await bring(tenant);
    const twice = await propose(tenant, { champion, shadows: [champion] });
    expectProblem(twice, 422, 'deployment-unsound', {
      details: { path: 'shadows.0', detail: expect.any(String) },
    });
    const firm = await propose(tenant, { champion, shadows: [await bring(tenant, 'firm')] });
    expectProblem(firm, 422, 'model-kind-differs', {
      details: { path: 'shadows.0', kind: 'firm' },
    });
  });
});

/** Guards borrowers on a bad day: back is quick and one person's act, forward is not. */
it('goes back alone, only back, and keeps every version', async () => {
  const tenant = await newTenant();
  const [one, two] = [await bring(tenant), await bring(tenant)];
  expectProblem(await rollBack(tenant, 1), 409, 'deployment-stale');
  await deploy(tenant, { champion: one });
  expectProblem(await rollBack(tenant, 1), 409, 'deployment-nothing-before');
  await deploy(tenant, { champion: two });
  expectProblem(await rollBack(tenant, 1), 409, 'deployment-stale');

  const racing = await Promise.all([rollBack(tenant, 2), rollBack(tenant, 2)]);
  expect(racing.map(({ status }) => status).sort()).toEqual([201, 409]);
  expectProblem(await rollBack(tenant, 3), 409, 'deployment-nothing-before');

  const { versions } = await inForce(tenant);
  expect(versions).toMatchObject([
    { version: 3, champion: one, act: 'rolled_back', restores: 1, proposed_by: null },
    { version: 2, champion: two },
    { version: 1, champion: one },
  ]);
  const [first] = await riskTeam(tenant);
  expect(versions[0]).toMatchObject({ decided_by: first.staffId });
});

interface Scored {
  readonly score_id: string;
  readonly subject_id: string;
  readonly consent_id: string;
  readonly model: { readonly sha256: string };
  readonly text: string;
}

describe('scores of a deployment', () => {
  const ASKED = 6;
  let tenant: TestTenant;
  let provider: TestTenant;
  let plan: { champion: string; challenger: string; shadow: string };
  let scores: Scored[];

  beforeAll(async () => {
    [tenant, provider] = await Promise.all([newTenant(), newTenant()]);
    const [champion = '', challenger = '', shadow = ''] = await Promise.all(
      Array.from({ length: 3 }, () => bring(tenant)),
    );
    plan = { champion, challenger, shadow };
    const challengers = [{ sha256: challenger, share_bps: 5_000 }];
    await deploy(tenant, { champion, challengers, shadows: [shadow] });
    const shoppers = await importShoppers(provider, ASKED);
    scores = await Promise.all(
      shoppers.map(async (shopper) => {
        const request = await askForConsent(tenant, provider);
        await grant(request, shopper);
        const answer = await score(tenant, request);
        const made = must(answer, 201) as unknown as Omit<Scored, 'text'>;
        return { ...made, text: answer.text };
      }),
    );
  }, 180_000);

  /** Guards the evidence: what decides who meets the challenger is the id, and nothing else. */
  it('come of the model that each subject’s id says', async () => {
    const [deployment] = await auditor.query<{ salt: string }>(
      `SELECT salt FROM app.deployment d JOIN control.cell c USING (cell_id)
       WHERE c.tenant_id = $1`,
      [tenant.tenantId],
    );
    const split = [{ shareBps: 5_000 }];
    const meets = scores.map(({ subject_id: id }) =>
      challengerAt(split, slotOf(deployment?.salt ?? '', id)) === 0
        ? plan.challenger
        : plan.champion,
    );
    expect(scores.map(({ model }) => model.sha256)).toEqual(meets);
  });

  /** Guards borrowers: what nobody decides by is nobody's to see. */
  it('never tell what the shadow says, wherever they are read', async () => {
    const { key } = tenant;
    const id = scores[0]?.score_id ?? '';
    const texts = scores.map(({ text }) => text);
    texts.push((await call(key, `/v1/scores/${id}`)).text);
    const [consent] = scores.map(({ consent_id: one }) => one);
    texts.push((await call(key, `/v1/consents/${consent ?? ''}/scores.csv`)).text);
    for (const text of texts) {
      expect(text).toMatch(new RegExp(`${plan.champion}|${plan.challenger}`));
      expect(text).not.toContain(plan.shadow);
    }
    const stored = await auditor.query<{ score_id: string }>(
      'SELECT score_id FROM app.shadow_score s JOIN control.cell c USING (cell_id) WHERE c.tenant_id = $1',
      [tenant.tenantId],
    );
    const ids = scores.map(({ score_id: one }) => one).sort();
    expect(stored.map(({ score_id: one }) => one).sort()).toEqual(ids);
  });

  it('are counted for the risk team, over all cells', async () => {
    const [, { token }] = await riskTeam(tenant);
    const path = '/v1/staff/deployments/shadows?kind=person&version=1';
    const { shadows } = must(await call<{ shadows: object[] }>(token, path), 200);
    // All three cards weigh alike: they differ by name alone.
    expect(shadows).toEqual([
      {
        ...{ sha256: plan.shadow, scored: ASKED, not_scored: 0, mean_distance: 0 },
        ...{ mean_pd: expect.any(Number), mean_given_pd: expect.any(Number) },
      },
    ]);
  });
});

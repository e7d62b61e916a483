import { jest } from '@jest/globals';
import { SAMPLE_POLICY } from '../../apps/cli/start/sample-policy.js';
import { nth, openScene } from '../consent/scene.js';
import { auditor } from '../support/auditor.js';
import {
  askForConsent,
  grant,
  must,
  newKey,
  score,
  type TestRequest,
  type TestTenant,
  unique,
  until,
  withdraw,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { expectProblem } from '../subjects/bad-input.js';
import { bringPolicy, policyDesk, PROPOSALS, referringAll } from './desk.js';

jest.setTimeout(180_000);
afterAll(() => auditor.close());

const SURE = 'sure-decline';
/** Declines everybody by the score alone: nobody's probability is below its bound. */
const cutOff = () => {
  const policy = structuredClone(SAMPLE_POLICY) as unknown as {
    graph: { nodes: { content?: { rules: Record<string, string>[] } }[] };
    tests: { input: object; expected: object }[];
  };
  const rules = policy.graph.nodes[1]?.content?.rules ?? [];
  const blank = Object.fromEntries(Object.keys(rules[0] ?? {}).map((name) => [name, '']));
  rules.splice(2, rules.length, { ...blank, _id: SURE, pd: '> 0', decision: '"decline"' });
  policy.tests = [
    ...policy.tests.filter(({ input }) => 'status' in input),
    { ...policy.tests[0], input: { pd: 0.001 }, expected: { decision: 'decline' } },
  ];
  return policy;
};

const decide = (lender: TestTenant, of: TestRequest, scoreId: unknown, key?: string) =>
  call(lender.key, `/v1/applications/${of.applicationId}/decisions`, {
    body: { score_id: scoreId },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

describe('a policy of two people', () => {
  it('is deployed by a second person alone, and rolled back by one', async () => {
    const { lender } = await openScene(1);
    const desk = await policyDesk(lender);
    const first = await bringPolicy(lender.key, { tests: unique('one') });
    const proposal = await desk.propose(first);
    const approval = `${PROPOSALS}/${proposal}/approval`;
    const body = { mode: 'live' };
    expectProblem(await call(desk.first, approval, { body }), 403, 'policy-same-person');
    expectProblem(await call(lender.key, approval, { body }), 401, 'staff-token-not-accepted');
    expect(must(await call(desk.second, approval, { body }), 201)).toMatchObject({
      ...{ product: 'standard', version: 1, sha256: first, act: 'approved' },
    });
    expectProblem(await call(desk.second, approval, { body }), 409, 'policy-proposal-approved');

    const second = await bringPolicy(lender.key, { tests: unique('two') });
    const stale = await desk.propose(second);
    expect(await desk.deploy(second)).toBe(2);
    const late = await call(desk.second, `${PROPOSALS}/${stale}/approval`, { body });
    expectProblem(late, 409, 'policy-deployment-stale');

    const back = { mode: 'live', product: 'standard', version: 2 };
    const rolled = await call(desk.first, '/v1/staff/policy-rollbacks', { body: back });
    expect(must(rolled, 201)).toMatchObject({ version: 3, sha256: first, act: 'rolled_back' });
    const again = await call(desk.first, '/v1/staff/policy-rollbacks', { body: back });
    expectProblem(again, 409, 'policy-deployment-stale');
    const further = { ...back, version: 3 };
    const none = await call(desk.first, '/v1/staff/policy-rollbacks', { body: further });
    expectProblem(none, 409, 'policy-nothing-before');

    const written = await auditor.query<{ action: string; outcome: string }>(
      `SELECT action, outcome FROM app.audit_entry WHERE resource_id = ANY ($1)
       AND action LIKE 'policy.%' ORDER BY at, entry_id`,
      [[first, second]],
    );
    expect(written.map(({ action }) => action)).toEqual([
      ...['policy.registered', 'policy.proposed', 'policy.approval_refused', 'policy.deployed'],
      ...['policy.approval_refused', 'policy.registered', 'policy.proposed', 'policy.proposed'],
      ...['policy.deployed', 'policy.approval_refused', 'policy.rolled_back'],
    ]);
  });
});

describe('a decision', () => {
  /** Guards the lender before its supervisor, and the applicant: it can be computed again. */
  it('is made once, names its hashes, computes again, and outlives the consent', async () => {
    const { provider, lender, people } = await openScene(1);
    const request = await askForConsent(lender, provider);
    const visitor = await grant(request, nth(people, 0));
    const scored = must(await score(lender, request), 201);
    expectProblem(await decide(lender, request, scored['score_id']), 409, 'policy-not-deployed');
    const desk = await policyDesk(lender);
    const policy = await bringPolicy(lender.key, { tests: unique('case') }, cutOff());
    await desk.deploy(policy);

    const key = unique('key');
    // What is in force is read anew every second.
    await until('the policy to be in force', async () => {
      return (await decide(lender, request, scored['score_id'], key)).status === 201;
    });
    const made = must(await decide(lender, request, scored['score_id'], key), 201);
    expect(made).toMatchObject({
      ...{ decision: 'decline', score_id: scored['score_id'], consent_id: request.consentId },
      policy: { sha256: policy, version: 1 },
    });
    // A bare cut-off has no rule's reason: the score's own are the principal ones.
    const codes = (scored['reasons'] as { code: string }[]).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(0);
    expect(made['principal_reasons']).toEqual(codes.map((code) => ({ from: 'score', code })));
    expect(must(await decide(lender, request, scored['score_id'], key), 201)).toEqual(made);

    const id = String(made['decision_id']);
    expect(await auditor.rows('decision', { decision_id: id })).toHaveLength(1);
    const [event] = await auditor.query<{ action: string; consent_id: string }>(
      `SELECT action, consent_id FROM app.audit_entry WHERE resource_id = $1`,
      [id],
    );
    expect(event).toEqual({ action: 'decision.made', consent_id: request.consentId });

    await withdraw(visitor, request.consentId);
    expectProblem(await decide(lender, request, scored['score_id']), 403, 'consent-revoked');
    expect(must(await call(lender.key, `/v1/decisions/${id}`), 200)).toEqual(made);
    const replay = must(await call(lender.key, `/v1/decisions/${id}/replay`), 200);
    expect(replay).toEqual({
      ...{ decision_id: id, same: true },
      ...{ policy_sha256: policy, input_sha256: made['input_sha256'] },
    });
    for (const language of ['en', 'zh-CN'] as const) {
      const path = `/v1/decisions/${id}/notice?language=${language}`;
      const notice = must(await call(lender.key, path), 200);
      expect(notice).toMatchObject({
        ...{ language, kind: 'adverse_action' },
        score: { value: scored['score'], min: 300, max: 736 },
        supplier: { name: `Tenant ${provider.slug}` },
      });
      const page = await call(lender.key, path.replace('/notice', '/notice.html'));
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.text).toContain(`lang="${language}"`);
    }
  });

  /** Guards whoever was referred: a person of the lender's decides, once, and says why. */
  it('that refers is resolved once, by a person who names reasons', async () => {
    const { provider, lender, people } = await openScene(1);
    const desk = await policyDesk(lender);
    await desk.deploy(await bringPolicy(lender.key, { tests: unique('case') }, referringAll()));
    const request = await askForConsent(lender, provider);
    await grant(request, nth(people, 0));
    const { score_id: scoreId } = must(await score(lender, request), 201);
    const made = must(await decide(lender, request, scoreId), 201);
    expect(made).toMatchObject({ decision: 'refer', review: null });
    const id = String(made['decision_id']);
    const path = `/v1/staff/decisions/${id}/resolve`;
    const body = { mode: 'live', result: 'decline', basis: 'reasons-upheld' };
    expectProblem(await call(desk.first, path, { body }), 422, 'decision-reasons-missing');
    expectProblem(await call(lender.key, path, { body }), 401, 'staff-token-not-accepted');
    const said = { ...body, reasons: ['income-unverified'] };
    const resolved = must(await call(desk.first, path, { body: said }), 201);
    expect(resolved).toMatchObject({
      decision: 'refer',
      principal_reasons: [{ from: 'person', code: 'income-unverified' }],
      review: { result: 'decline', basis: 'reasons-upheld' },
    });
    const second = await call(desk.second, path, { body: { ...body, result: 'accept' } });
    expectProblem(second, 409, 'decision-resolved-already');
    expect(must(await call(lender.key, `/v1/decisions/${id}`), 200)).toEqual(resolved);
    const notice = must(await call(lender.key, `/v1/decisions/${id}/notice`), 200);
    expect(notice).toMatchObject({ kind: 'adverse_action' });
    const events = await auditor.query<{ action: string }>(
      'SELECT action FROM app.audit_entry WHERE resource_id = $1 ORDER BY at, entry_id',
      [id],
    );
    expect(events.map(({ action }) => action).slice(0, 2)).toEqual([
      ...['decision.made', 'decision.resolved'],
    ]);
  });

  it('is of its own application’s score alone', async () => {
    const { provider, lender, people } = await openScene(2);
    await (
      await policyDesk(lender)
    ).deploy(await bringPolicy(lender.key, { tests: unique('case') }));
    const [mine, other] = [
      await askForConsent(lender, provider),
      await askForConsent(lender, provider),
    ];
    await grant(mine, nth(people, 0));
    await grant(other, nth(people, 1));
    const scored = must(await score(lender, other), 201);
    const crossed = await decide(lender, mine, scored['score_id']);
    expectProblem(crossed, 409, 'decision-score-of-another');
    expect(must(await decide(lender, other, scored['score_id']), 201)).toMatchObject({
      policy: { version: 1 },
    });
    const reader = await newKey(lender.slug, ['decisions:read', 'scores:write']);
    const path = `/v1/applications/${other.applicationId}/decisions`;
    const unscoped = await call(reader, path, { body: { score_id: scored['score_id'] } });
    expectProblem(unscoped, 403, 'scope-missing');
  });
});

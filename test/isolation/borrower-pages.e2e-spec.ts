import { jest } from '@jest/globals';
import type { Visitor } from '../../apps/cli/start/visitor.js';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { askForConsent, grant, must, score } from '../support/harness.js';
import { nth, openScene } from '../consent/scene.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

const ABSENT = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';

/** Guards one borrower against another, who is signed in as well. */
it('shows a borrower nothing of another’s, and lets neither end the other’s consent', async () => {
  const { provider, lender, people } = await openScene(2);
  const [first, second] = [nth(people, 0), nth(people, 1)];
  const [mine, theirs] = [
    await askForConsent(lender, provider),
    await askForConsent(lender, provider),
  ];
  const [visitor] = [await grant(mine, first), await grant(theirs, second)];
  const [ownScore, otherScore] = [
    must(await score(lender, mine), 201)['score_id'] as string,
    must(await score(lender, theirs), 201)['score_id'] as string,
  ];

  for (const at of ['', '/withdraw', '/scores/SCORE'])
    expect(await statusOf(visitor, `/consents/${mine.consentId}${at}`, ownScore)).toBe(200);
  for (const [consentId, scoreId] of [
    [theirs.consentId, otherScore],
    [ABSENT, ABSENT],
  ] as const)
    for (const at of ['', '/withdraw', '/withdrawn', '/scores/SCORE'])
      expect([at, await statusOf(visitor, `/consents/${consentId}${at}`, scoreId)]).toEqual([
        ...[at, 404],
      ]);
  const underOwn = `/consents/${mine.consentId}/scores/SCORE`;
  expect(await statusOf(visitor, underOwn, otherScore)).toBe(404);
  for (const page of ['consent', 'granted'])
    expect(await statusOf(visitor, `/r/${theirs.consentId}/${page}`, '')).toBe(404);

  const home = await visitor.open(`${testEnvironment().portalUrl}/`);
  expect(home.root.toString()).toContain(mine.consentId);
  expect(home.root.toString()).not.toContain(theirs.consentId);

  // A form of one's own, sent to where the other's would go.
  const url = `${testEnvironment().portalUrl}/consents/${mine.consentId}/withdraw`;
  const form = await visitor.open(url);
  for (const one of form.root.querySelectorAll('[action],[formaction]'))
    for (const name of ['action', 'formaction'])
      if (one.hasAttribute(name))
        one.setAttribute(
          name,
          (one.getAttribute(name) ?? '').replace(mine.consentId, theirs.consentId),
        );
  await expect(visitor.submit(form, /\/withdraw$/, {})).rejects.toThrow('status 404');
  expect(await auditor.rows('consent', { consent_id: theirs.consentId })).toMatchObject([
    { status: 'ACTIVE' },
  ]);
});

async function statusOf(visitor: Visitor, path: string, scoreId: string): Promise<number> {
  const url = testEnvironment().portalUrl + path.replace('SCORE', scoreId);
  try {
    await visitor.open(url);
    return 200;
  } catch (lost) {
    const status = /status (\d{3})/.exec(String(lost))?.[1];
    if (status === undefined) throw lost;
    return Number(status);
  }
}

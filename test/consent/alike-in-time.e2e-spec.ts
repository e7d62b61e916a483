import { jest } from '@jest/globals';
import { Visitor } from '../../apps/cli/start/visitor.js';
import { auditor } from '../support/auditor.js';
import { askForConsent, must, type TestRequest, unique, until } from '../support/harness.js';
import { call } from '../support/http.js';
import { comeToDecide, nth, openScene, type Scene } from './scene.js';

jest.setTimeout(180_000);
afterAll(() => auditor.close());

const HOUR_MS = 3_600_000;
/** What the pages take at least to answer who names an address. */
const ANSWER_MS = 200;
/** Far from the end of the hour, on either side. */
const MARGIN_MS = 60_000;
const RETURN_URL = 'https://lender.invalid/back';

interface Polled {
  readonly status: string;
  readonly created_at: string;
  readonly lapses_at: string;
  readonly granted_at: string | null;
  readonly ended_at: string | null;
}

async function poll({ lender }: Scene, { consentId }: TestRequest): Promise<Polled> {
  return must(await call<Polled>(lender.key, `/v1/consent-requests/${consentId}`), 200);
}

/** Everything happened that much earlier. */
async function letPass({ consentId }: TestRequest, ms: number): Promise<void> {
  await auditor.query(
    `UPDATE app.consent_request SET created_at = created_at - $2 * interval '1 millisecond',
       lapses_at = lapses_at - $2 * interval '1 millisecond' WHERE consent_id = $1`,
    [consentId, ms],
  );
}

/** Guards who said no, and who is not known: neither must be told from silence by a clock. */
it('gives a refusal, no match and silence the same hour, the same end and the same code', async () => {
  const scene = await openScene(1);
  const borrower = nth(scene.people, 0);
  const ask = () => askForConsent(scene.lender, scene.provider, { return_url: RETURN_URL });
  const [declined, unknown, silent] = [await ask(), await ask(), await ask()];
  const { visitor, consent } = await comeToDecide(declined, borrower);
  const refused = await visitor.submit(consent, /\/decline$/, {});
  const nobody = new Visitor();
  const address = await nobody.open(`${unknown.link}/address`);
  const code = await nobody.submit(address, /\/address$/, {
    email: `${unique('no')}@mail.invalid`,
  });
  const left = await nobody.submit(code, /\/leave$/, {});
  const lapsed = await new Visitor().open(`${silent.link}/lapsed`);
  const codes = [refused, left, lapsed].map(({ root }) => {
    const back = root.querySelector(`a[href^="${RETURN_URL}"]`)?.getAttribute('href') ?? '';
    return new URL(back.replaceAll('&amp;', '&')).searchParams.get('consent_result');
  });
  expect(codes).toEqual(['open', 'open', 'open']);

  const all = { declined, unknown, silent };
  for (const [name, request] of Object.entries(all)) {
    const { status, created_at, lapses_at, granted_at, ended_at } = await poll(scene, request);
    const hour = Date.parse(lapses_at) - Date.parse(created_at);
    expect({ name, status, hour, granted_at, ended_at }).toEqual({
      ...{ name, status: 'AWAITING_AUTHORISATION', hour: HOUR_MS },
      ...{ granted_at: null, ended_at: null },
    });
    await letPass(request, HOUR_MS - MARGIN_MS);
    expect({ name, ...(await poll(scene, request)) }).toMatchObject({
      ...{ name, status: 'AWAITING_AUTHORISATION', ended_at: null },
    });
    await letPass(request, MARGIN_MS);
    const after = await poll(scene, request);
    expect({ name, ...after }).toMatchObject({
      ...{ name, status: 'REJECTED', granted_at: null, ended_at: after.lapses_at },
    });
  }
});

/** Guards who is a customer: neither the clock nor the work done tells who has an account. */
it('does the same and takes as long for an address that nobody has', async () => {
  const scene = await openScene(1);
  const known = nth(scene.people, 0).email;
  const tried = async (email: string) => {
    const request = await askForConsent(scene.lender, scene.provider);
    const visitor = new Visitor();
    const form = await visitor.open(`${request.link}/address`);
    const began = performance.now();
    const page = await visitor.submit(form, /\/address$/, { email });
    const tookMs = performance.now() - began;
    expect(new URL(page.url).pathname).toBe(`/r/${request.consentId}/code`);
    return { tookMs, done: await doneFor(request) };
  };
  const [ofKnown, ofUnknown] = [await tried(known), await tried(`${unique('no')}@mail.invalid`)];
  expect(ofKnown.done.length).toBeGreaterThanOrEqual(2);
  expect(ofUnknown.done).toEqual(ofKnown.done);
  for (const { tookMs } of [ofKnown, ofUnknown]) expect(tookMs).toBeGreaterThanOrEqual(ANSWER_MS);
});

/** What the pages wrote in control's log of a request before they answered. */
async function doneFor({ consentId }: TestRequest): Promise<string[]> {
  let actions: string[] = [];
  await until('the log', async () => {
    const rows = await auditor.query<{ action: string }>(
      `SELECT action FROM app.audit_entry WHERE cell_id = 0 AND consent_id = $1
         AND action IN ('consent.claim_tried', 'sign_in.challenge_opened') ORDER BY action`,
      [consentId],
    );
    actions = rows.map(({ action }) => action);
    return actions.length >= 2;
  });
  return actions;
}

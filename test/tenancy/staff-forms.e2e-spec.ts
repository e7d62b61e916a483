import { jest } from '@jest/globals';
import { parse } from 'node-html-parser';
import { testEnvironment } from '../support/environment.js';
import { newTenant } from '../support/harness.js';
import { hireStaff, type TestStaff } from '../support/staff.js';

jest.setTimeout(120_000);

type Fields = Readonly<Record<string, string>>;

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Fields;
}

/** A browser without script at the staff's pages: a jar of its own, and the token of its forms. */
class Desk {
  private readonly jar = new Map<string, string>();
  token = '';

  static async open(): Promise<Desk> {
    const desk = new Desk();
    const page = parse(await (await desk.get('/staff')).text());
    desk.token = page.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    expect(desk.token).not.toBe('');
    return desk;
  }

  get(path: string): Promise<Response> {
    return this.send(path, {});
  }

  post(path: string, fields: Fields, headers: Fields = {}): Promise<Response> {
    const body = new URLSearchParams(fields).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.send(path, { method: 'POST', body, headers: { ...type, ...headers } });
  }

  get isSignedIn(): boolean {
    return this.jar.has('__Host-staff');
  }

  private async send(path: string, init: Sent): Promise<Response> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(testEnvironment().apiUrl + path, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return response;
  }
}

let staff: TestStaff;
beforeAll(async () => {
  staff = await hireStaff((await newTenant()).slug);
});

/** What a form from elsewhere could be: no token, another browser's, or the right one by theft. */
const foreign = (own: string, another: string): readonly (readonly [string, Fields, Fields])[] => [
  ['without a token', {}, {}],
  ['with an empty token', { _csrf: '' }, {}],
  ["with another browser's token", { _csrf: another }, {}],
  ['of another origin', { _csrf: own }, { origin: 'https://evil.invalid' }],
  ['of no origin', { _csrf: own }, { origin: 'null' }],
  ['of another site', { _csrf: own }, { 'sec-fetch-site': 'cross-site' }],
  ['of a neighbouring host', { _csrf: own }, { 'sec-fetch-site': 'same-site' }],
];

/** Guards the officer from being signed in as somebody else, by a page that posts to ours. */
it('signs nobody in by a form that is not of this browser’s own page', async () => {
  const [desk, other] = [await Desk.open(), await Desk.open()];
  expect(desk.token).not.toBe(other.token);
  const { email, password } = staff;
  for (const [how, token, headers] of foreign(desk.token, other.token)) {
    const { status } = await desk.post('/staff/session', { email, password, ...token }, headers);
    expect({ how, status, in: desk.isSignedIn }).toEqual({ how, status: 403, in: false });
  }

  const fields = { email, password, _csrf: desk.token };
  const { apiUrl: origin } = testEnvironment();
  const own = { origin, 'sec-fetch-site': 'same-origin' };
  expect((await desk.post('/staff/session', fields, own)).status).toBe(303);
  expect(desk.isSignedIn).toBe(true);
  expect((await desk.get('/staff/audit')).status).toBe(200);
});

/** Guards who is at work from being thrown out by any page that they have open beside ours. */
it('signs nobody out by a form that is not of this browser’s own page', async () => {
  const [desk, other] = [await Desk.open(), await Desk.open()];
  const { email, password } = staff;
  await desk.post('/staff/session', { email, password, _csrf: desk.token });
  for (const [how, token, headers] of foreign(desk.token, other.token)) {
    const { status } = await desk.post('/staff/sign-out', token, headers);
    expect({ how, status, in: desk.isSignedIn }).toEqual({ how, status: 403, in: true });
  }
  expect((await desk.get('/staff/audit')).status).toBe(200);

  expect((await desk.post('/staff/sign-out', { _csrf: desk.token })).status).toBe(303);
  expect(desk.isSignedIn).toBe(false);
  expect((await desk.get('/staff/audit')).status).toBe(401);
});

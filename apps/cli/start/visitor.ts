import { type HTMLElement, parse } from 'node-html-parser';
import { LocalFault } from '../local/local-fault.js';

const REDIRECTS_MAX = 10;

/** A page as a visitor without script sees it. */
export interface Page {
  readonly url: string;
  readonly root: HTMLElement;
}

/** A visitor of the borrower's pages: follows links and sends forms, with cookies, over HTTP. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  /** Pages seen, for the record. */
  readonly seen: string[] = [];

  /** GET of an address. */
  async open(url: string): Promise<Page> {
    return this.request(url, { method: 'GET' });
  }

  /** Follows the first link whose address matches. */
  async follow(page: Page, href: RegExp): Promise<Page> {
    const link = page.root
      .querySelectorAll('a[href]')
      .find((anchor) => href.test(anchor.getAttribute('href') ?? ''));
    if (!link) throw lost(page, `no link ${String(href)}`);
    return this.open(new URL(link.getAttribute('href') ?? '', page.url).href);
  }

  /** Sends the form that has the button or action, filled in; what is hidden goes along. */
  async submit(
    page: Page,
    action: RegExp,
    fields: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<Page> {
    const { form, target } = findForm(page, action);
    const body = new URLSearchParams();
    for (const input of form.querySelectorAll('input[type=hidden]'))
      body.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    const url = new URL(target, page.url).href;
    const origin = new URL(page.url).origin;
    return this.request(url, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    });
  }

  private async request(url: string, init: RequestInit, redirects = 0): Promise<Page> {
    const headers = { ...(init.headers as Record<string, string>), cookie: this.cookieHeader() };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const to = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && to !== null) {
      if (redirects === REDIRECTS_MAX) throw new LocalFault(`${url} redirects without end`);
      return this.request(new URL(to, url).href, { method: 'GET' }, redirects + 1);
    }
    const page = { url, root: parse(await response.text()) };
    if (!response.ok) throw lost(page, `status ${String(response.status)}`);
    this.seen.push(new URL(url).pathname);
    return page;
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

function findForm(page: Page, action: RegExp): { form: HTMLElement; target: string } {
  for (const form of page.root.querySelectorAll('form')) {
    const own = form.getAttribute('action') ?? '';
    const buttons = form.querySelectorAll('button[formaction]');
    const targets = [...buttons.map((button) => button.getAttribute('formaction') ?? ''), own];
    const target = targets.find((candidate) => action.test(candidate));
    if (target !== undefined) return { form, target };
  }
  throw lost(page, `no form ${String(action)}`);
}

function lost(page: Page, what: string): LocalFault {
  const text = page.root.querySelector('main')?.structuredText ?? page.root.structuredText;
  return new LocalFault(`The page ${page.url}: ${what}. It says:\n${text.slice(0, 600)}`);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Inbox } from './caught-mail.js';
import { inboxPage, mailPage, noSuchPage } from './inbox-pages.js';

const WAIT_MAX_MS = 60_000;
const HTML = 'text/html; charset=utf-8';
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";
/** A mail's own HTML runs nothing, loads nothing and is of no origin. */
const MAIL_POLICY = `sandbox allow-popups; ${PAGE_POLICY}`;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly policy?: string;
}

/** Answers a request for the inbox, one of its mails, or the JSON of tests. */
export async function serveInbox(
  inbox: Inbox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, type, body, policy = PAGE_POLICY } = await answer(inbox, request);
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

async function answer(inbox: Inbox, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, type: 'text/plain', body: 'GET alone is answered here\n' };
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://inbox');
  if (pathname === '/') return { status: 200, type: HTML, body: inboxPage(inbox.list()) };
  if (pathname === '/api/messages') return listJson(inbox, searchParams);
  return ofMail(inbox, pathname);
}

async function listJson(inbox: Inbox, query: URLSearchParams): Promise<Answer> {
  const filter = { to: query.get('to') ?? undefined, after: wholeOf(query.get('after')) };
  const waitMs = Math.min(wholeOf(query.get('wait_ms')), WAIT_MAX_MS);
  const found = await inbox.wait(filter, waitMs);
  return { status: 200, type: 'application/json', body: JSON.stringify(found) };
}

function ofMail(inbox: Inbox, pathname: string): Answer {
  const named = /^\/messages\/(?<id>\d{1,9})(?:\/html)?$/.exec(pathname)?.groups;
  const mail = named && inbox.find(Number(named['id']));
  if (!mail) return { status: 404, type: HTML, body: noSuchPage() };
  if (!pathname.endsWith('/html')) return { status: 200, type: HTML, body: mailPage(mail) };
  return { status: 200, type: HTML, body: mail.html, policy: MAIL_POLICY };
}

const wholeOf = (text: string | null): number =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0;

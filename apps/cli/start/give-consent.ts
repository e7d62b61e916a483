import { LocalFault } from '../local/local-fault.js';
import type { SampleBorrower } from './sample-data.js';
import { until } from './until.js';
import type { Visitor } from './visitor.js';

const CODE = /\b(\d{6})\b/;

/** What the borrower did, page by page. */
export interface ConsentGiven {
  /** Paths of the pages seen, in order. */
  readonly pages: readonly string[];
  readonly receipt: string;
}

/**
 * A sample borrower opens the link, shows by a code from the mailbox whose it is, reads, ticks the
 * optional clusters and allows: form by form over HTTP, as a browser without script would.
 */
export async function giveConsent(
  visitor: Visitor,
  inboxUrl: string,
  link: string,
  { borrower, ticked }: { readonly borrower: SampleBorrower; readonly ticked: readonly string[] },
): Promise<ConsentGiven> {
  const before = await mailsTo(inboxUrl, borrower.email);
  const landing = await visitor.open(link);
  const address = await visitor.follow(landing, /\/address$/);
  const code = await visitor.submit(address, /\/address$/, { email: borrower.email });
  const digits = await codeFrom(inboxUrl, borrower.email, before.at(-1)?.id ?? 0);
  let page = await visitor.submit(code, /\/code$/, { code: digits });
  if (page.url.endsWith('/pick')) {
    const choice = page.root.querySelector('input[name=subject]')?.getAttribute('value') ?? '';
    page = await visitor.submit(page, /\/pick$/, { subject: choice });
  }
  const granted = await visitor.submit(page, /\/allow$/, { clusters: ticked });
  const receipt = granted.root.querySelector('.receipt')?.text.trim() ?? '';
  if (receipt === '') throw new LocalFault('The success page names no receipt');
  return { pages: visitor.seen, receipt };
}

interface CaughtMail {
  readonly id: number;
  readonly subject: string;
  readonly text: string;
}

/** Mails that the catcher holds for an address, the oldest first. */
export async function mailsTo(inboxUrl: string, email: string): Promise<readonly CaughtMail[]> {
  const url = `${inboxUrl}/api/messages?to=${encodeURIComponent(email)}`;
  return (await (await fetch(url)).json()) as CaughtMail[];
}

async function codeFrom(inboxUrl: string, email: string, before: number): Promise<string> {
  let digits: string | undefined;
  await until(`the code for ${email}`, async () => {
    const mails = await mailsTo(inboxUrl, email);
    const fresh = mails.filter(({ id }) => id > before);
    digits = fresh.map(({ text }) => CODE.exec(text)?.[1]).find((found) => found !== undefined);
    return digits !== undefined;
  });
  return digits ?? '';
}

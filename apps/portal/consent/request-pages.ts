import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Clock } from '#kernel';
import { Refused, refusal } from '#adapters/http';
import type { Config } from '#adapters/config';
import type { OpenRequest } from '#consent';
import { type OpenedRequest, type OpenRequestRefusal } from '#consent';
import { type Cluster, clustersAsked, type ConsentTerms, unusualTerms } from '#consent-engine';
import type { Locale } from '#words';
import { zoneOf } from '../http/signed-in.js';
import type { Visit } from '../http/visit.js';
import { type NoticeModel, noticeText } from '../views/index.js';

const OPEN_STATUS = { 'consent-not-found': 404 } satisfies Record<
  OpenRequestRefusal['code'],
  number
>;

/** The code that leads back to the recipient: one for all that ends without a consent. */
const RETURN_CODE = { granted: 'granted', open: 'open' } as const;

/** A notice as it was shown: what the form must send back for its answer to count. */
export interface ShownNotice {
  readonly notice: NoticeModel;
  readonly hash: string;
  /** `hash`, when it was shown, and our seal over both. */
  readonly token: string;
}

/** What the pages of a request share: reading it, and the text that is agreed to. */
export class RequestPages {
  constructor(
    private readonly openRequest: OpenRequest,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The request of a link; 404 when there is none. */
  async open(consentId: string): Promise<OpenedRequest> {
    const opened = await this.openRequest.execute(consentId);
    if (!opened.ok) throw refusal(OPEN_STATUS, opened.error);
    return opened.value;
  }

  /** The legal text of a request as shown now, in a language. */
  show(request: OpenedRequest, visit: Visit): ShownNotice {
    return this.shownAt(request, visit.locale, this.clock.now());
  }

  /** Checks that what a form agrees to is what was shown; undefined when it is not. */
  agreedTo(request: OpenedRequest, token: unknown, locale: Locale): ShownNotice | undefined {
    const [, ms = ''] = typeof token === 'string' ? token.split('.') : [];
    if (!/^\d{1,15}$/.test(ms)) return undefined;
    const shown = this.shownAt(request, locale, new Date(Number(ms)));
    const [given, wanted] = [Buffer.from(String(token)), Buffer.from(shown.token)];
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? shown : undefined;
  }

  /** The recipient's return address with our code; null when it gave none. */
  returnHref(
    request: Pick<OpenedRequest, 'returnUrl' | 'consentId'>,
    outcome: keyof typeof RETURN_CODE,
  ): string | null {
    if (request.returnUrl === null) return null;
    const url = new URL(request.returnUrl);
    url.searchParams.set('consent_id', request.consentId);
    url.searchParams.set('consent_result', RETURN_CODE[outcome]);
    return url.href;
  }

  private shownAt(request: OpenedRequest, locale: Locale, at: Date): ShownNotice {
    const notice: NoticeModel = {
      recipient: request.recipient,
      provider: request.provider,
      subjectKind: request.subjectKind,
      terms: request.terms,
      applicationReference: request.applicationReference,
      reasons: request.reasons,
      unusual: unusualTerms(request.terms).filter((term) => isShown(term)),
      endsAt: DateTime.fromJSDate(at, { zone: 'utc' })
        .plus({ days: request.terms.days })
        .toJSDate(),
      zone: zoneOf({ locale }),
      domain: new URL(this.config.PORTAL_PUBLIC_URL).hostname,
    };
    const hash = createHash('sha256').update(noticeText(locale, notice)).digest('hex');
    const stamped = `${hash}.${String(at.getTime())}`;
    const key = Buffer.from(this.config.PEPPER, 'hex');
    const seal = createHmac('sha256', key).update(`notice\n${stamped}`).digest('base64url');
    return { notice, hash, token: `${stamped}.${seal}` };
  }
}

const SHOWN = ['days', 'dataLifeDays', 'historyMonths', 'frequency'] as const;
const isShown = (term: string): term is (typeof SHOWN)[number] =>
  SHOWN.some((shown) => shown === term);

/** The optional clusters that a form or an address ticks; anything else in it is refused. */
export function chosenClusters(value: unknown, terms: ConsentTerms): Cluster[] {
  const ticked = value === undefined ? [] : Array.isArray(value) ? value : [value];
  const asked = clustersAsked(terms);
  return ticked.map((one) => {
    const cluster = asked.find((candidate) => candidate === one);
    if (cluster === undefined) throw new Refused(422, 'consent-clusters-not-asked-for');
    return cluster;
  });
}

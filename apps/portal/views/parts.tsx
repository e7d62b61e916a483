import type { Cluster } from '#consent-engine';
import { formatList, type Institution, type Locale, say } from '#words';
import type { ComponentChildren } from 'preact';
import type { Frame, Leaving, Parties } from './models.js';

/** The hidden field by which a form proves that it came from a page of ours. */
export const Csrf = ({ token }: { readonly token: string }) => (
  <input type="hidden" name="_csrf" value={token} />
);

/** From whom to whom, and what travels: the picture of the request. */
export function Flow({ locale, parties }: { readonly locale: Locale; readonly parties: Parties }) {
  return (
    <div class="flow" role="group" aria-label={say(locale, 'flow.label')}>
      <FlowEnd
        heading={say(locale, 'flow.from')}
        who={parties.provider}
        part={say(locale, 'flow.from-part')}
      />
      <div class="flow-way">
        <svg viewBox="0 0 48 16" width="48" height="16" aria-hidden="true">
          <path d="M0 8h42M36 2l7 6-7 6" fill="none" stroke="currentColor" stroke-width="2.5" />
        </svg>
        <span>{say(locale, 'flow.between')}</span>
      </div>
      <FlowEnd
        heading={say(locale, 'flow.to')}
        who={parties.recipient}
        part={say(locale, 'flow.to-part')}
      />
    </div>
  );
}

interface FlowEndProps {
  readonly heading: string;
  readonly who: Institution;
  readonly part: string;
}

function FlowEnd({ heading, who, part }: FlowEndProps) {
  return (
    <div class="flow-end">
      <p class="flow-heading">{heading}</p>
      <p class="flow-name">{who.tradingName}</p>
      <p class="flow-legal">{who.legalName}</p>
      <p class="flow-part">{part}</p>
    </div>
  );
}

/** A label and its value, which may be more than text; `full`: over the whole width. */
export interface Fact {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly full?: boolean;
}

/** Labels and values, two side by side. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(({ label, value, full }) => (
      <div key={label} class={full ? 'full' : undefined}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** Labels and values, one below the other. */
export const FactList = ({ rows }: { readonly rows: readonly FactRow[] }) => (
  <dl class="fact-list">
    {rows.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** A label and its value. */
export type FactRow = readonly [label: string, value: ComponentChildren];

/** Clusters by their labels, as a list in one sentence; "none" when there are none. */
export const clusterNames = (locale: Locale, clusters: readonly Cluster[]): string =>
  clusters.length === 0
    ? say(locale, 'score.none')
    : formatList(
        locale,
        clusters.map((cluster) => say(locale, `cluster.${cluster}`)),
      );

/** The id of the element that says what is wrong with a form's field. */
export const ERROR_ID = 'error';

/** What is wrong with what was sent, tied to its field by `aria-describedby={ERROR_ID}`. */
export function FormError({
  locale,
  error,
}: {
  readonly locale: Locale;
  readonly error: FieldError;
}) {
  return (
    <p class="notice bad" id={ERROR_ID} role="alert">
      <strong>{say(locale, 'error.summary')}</strong>
      <br />
      {say(locale, error)}
    </p>
  );
}

type FieldError =
  | 'email.malformed'
  | 'email.too-many'
  | 'code.wrong'
  | 'code.expired'
  | 'code.too-many'
  | 'code.wait'
  | 'pick.missing'
  | 'error.changed';

/** The way out without an answer, there at every step. */
export function Leave({ frame, leaving }: { readonly frame: Frame; readonly leaving: Leaving }) {
  return (
    <form method="post" action={leaving.leaveAction} class="leave">
      <Csrf token={frame.csrf} />
      <button class="link" type="submit">
        {say(frame.locale, 'action.leave-here')}
      </button>
    </form>
  );
}

/** The way back to the recipient, where it gave an address for it. */
export function Return({
  locale,
  href,
  recipient,
}: {
  readonly locale: Locale;
  readonly href: string | null;
  readonly recipient: Institution;
}) {
  if (href === null) return null;
  return (
    <a class="button" href={href} rel="noreferrer">
      {say(locale, 'action.back-to', { recipient: recipient.tradingName })}
    </a>
  );
}

import type { Notice } from '#deciding';
import { type Locale, say } from '#words';
import { renderPage } from './layout.js';
import type { DecisionModel, Frame } from './models.js';

/** What the recipient decided by a score, each with the way to its notice. */
export function Decisions({
  locale,
  decisions,
}: {
  readonly locale: Locale;
  readonly decisions: readonly DecisionModel[];
}) {
  return (
    <>
      {decisions.map(({ notice, href }) => (
        <section class="card" key={href}>
          <h2>{notice.title}</h2>
          <p>{notice.statement}</p>
          <Items items={notice.reasons.items} />
          <a href={href}>{say(locale, 'decision.read-notice')}</a>
        </section>
      ))}
    </>
  );
}

/** The notice of a decision, as its borrower is to be given it. */
export function decisionPage(frame: Frame, notice: Notice, backHref: string): string {
  const { score, keyFactors, supplier, rights, equalCredit, reasons } = notice;
  const body = (
    <>
      <h1>{notice.title}</h1>
      <p class="lead">{notice.statement}</p>
      {reasons.items.length > 0 && (
        <section class="card">
          <h2>{reasons.title}</h2>
          <Items items={reasons.items} />
        </section>
      )}
      <Told title={score.title} sentences={score.sentences} />
      <section class="card">
        <h2>{keyFactors.title}</h2>
        <Items items={keyFactors.items} />
        <p>{notice.inquiries}</p>
      </section>
      <Told title={supplier.title} sentences={supplier.sentences} />
      <Told title={rights.title} sentences={rights.sentences} />
      <Told title={equalCredit.title} sentences={[equalCredit.text]} />
      <p class="small">{notice.number}</p>
      <a href={backHref}>{say(frame.locale, 'decision.back')}</a>
    </>
  );
  return renderPage(frame, { title: notice.title, body });
}

function Told({
  title,
  sentences,
}: {
  readonly title: string;
  readonly sentences: readonly string[];
}) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

function Items({ items }: { readonly items: readonly { readonly text: string }[] }) {
  if (items.length === 0) return null;
  return (
    <ol class="steps">
      {items.map(({ text }) => (
        <li key={text}>{text}</li>
      ))}
    </ol>
  );
}

import { type Locale, say } from '#words';
import type { InputHTMLAttributes } from 'preact';
import type { AuditFault, AuditField, AuditForm } from '../audit-form.js';

interface FormProps {
  readonly locale: Locale;
  readonly form: AuditForm;
  readonly namesTenant: boolean;
}

const FAULTS_ID = 'faults';
const HINT_ID = 'action-hint';

/** What is wrong with what was entered. */
export function Faults({
  locale,
  faults,
}: {
  readonly locale: Locale;
  readonly faults: readonly AuditFault[];
}) {
  if (faults.length === 0) return null;
  return (
    <div class="notice" id={FAULTS_ID} role="alert">
      <strong>{say(locale, 'error.summary')}</strong>
      <ul>
        {faults.map(({ field, rule }) => (
          <li key={field}>
            {say(locale, `staff.audit.fault.${rule}`, {
              field: say(locale, `staff.audit.${field}`),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The filters, as a form that changes the address alone. */
export function FilterForm({ locale, form, namesTenant }: FormProps) {
  const entry = (name: AuditField, more: Entry) => (
    <Field locale={locale} form={form} name={name} more={more} />
  );
  return (
    <form method="get" action="/staff/audit" class="card">
      <fieldset>
        <legend>{say(locale, 'staff.audit.filters')}</legend>
        <div class="filters">
          {namesTenant && entry('tenant', { required: true, maxLength: 40 })}
          <Choice locale={locale} name="mode" value={form.mode} options={MODES} />
          {entry('subject', { maxLength: 36 })}
          {entry('consent', { maxLength: 36 })}
          {entry('actor', { maxLength: 100 })}
          {entry('action', { maxLength: 100, 'aria-describedby': HINT_ID })}
          <Choice locale={locale} name="outcome" value={form.values.outcome} options={OUTCOMES} />
          {entry('since', INSTANT)}
          {entry('until', INSTANT)}
        </div>
        <p class="small" id={HINT_ID}>
          {say(locale, 'staff.audit.action-hint')}
        </p>
        <p class="row">
          <button class="button" type="submit">
            {say(locale, 'staff.audit.search')}
          </button>
          <a href="/staff/audit">{say(locale, 'staff.audit.clear')}</a>
        </p>
      </fieldset>
    </form>
  );
}

type Entry = InputHTMLAttributes;
/** With milliseconds, as the table shows them. */
const INSTANT: Entry = { type: 'datetime-local', step: '0.001' };

interface FieldProps {
  readonly locale: Locale;
  readonly form: AuditForm;
  readonly name: AuditField;
  readonly more: Entry;
}

function Field({ locale, form: { values, faults }, name, more }: FieldProps) {
  const isFaulty = faults.some(({ field }) => field === name);
  return (
    <div>
      <label for={name}>{say(locale, `staff.audit.${name}`)}</label>
      <input
        id={name}
        name={name}
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={values[name]}
        {...more}
        {...(isFaulty ? { 'aria-invalid': 'true', 'aria-describedby': FAULTS_ID } : {})}
      />
    </div>
  );
}

const MODES = [
  ['live', 'staff.audit.mode.live'],
  ['test', 'staff.audit.mode.test'],
] as const;
const OUTCOMES = [
  ['', 'staff.audit.outcome.any'],
  ['success', 'staff.audit.outcome.success'],
  ['denied', 'staff.audit.outcome.denied'],
  ['failure', 'staff.audit.outcome.failure'],
] as const;

interface ChoiceProps {
  readonly locale: Locale;
  readonly name: 'mode' | 'outcome';
  readonly value: string;
  readonly options: typeof MODES | typeof OUTCOMES;
}

const Choice = ({ locale, name, value, options }: ChoiceProps) => (
  <div>
    <label for={name}>{say(locale, `staff.audit.${name}`)}</label>
    <select id={name} name={name}>
      {options.map(([option, label]) => (
        <option key={option} value={option} selected={option === value}>
          {say(locale, label)}
        </option>
      ))}
    </select>
  </div>
);

import { type ConsentOfStored, decideStored, type StoredAnswers } from './decide-stored.js';
import { keptDays } from './terms.js';

const now = new Date('2026-11-24T10:00:00Z');
const consent: ConsentOfStored = {
  recipientTenantId: 'lender',
  status: 'ACTIVE',
  endsAt: new Date('2026-12-24T10:00:00Z'),
  dataLifeDays: 30,
};
const over = new Date('2026-10-25T10:00:00.000Z');
const lastInstant = new Date('2026-10-25T10:00:00.001Z');
const read: StoredAnswers = { recipientTenantId: 'lender', madeAt: [now] };

// A row carries the fault of its own line and of every line below: the table is the precedence.
it.each([
  [{ status: 'REVOKED', endsAt: now }, { recipientTenantId: 'another' }, 'consent-not-found'],
  [{ status: 'REVOKED', endsAt: now }, {}, 'consent-revoked'],
  [{ status: 'EXPIRED' }, {}, 'consent-expired'],
  [{ endsAt: now }, {}, 'consent-expired'],
  [{ status: 'CONSUMED', endsAt: now }, {}, 'consent-expired'],
  [{ status: 'AWAITING_AUTHORISATION', endsAt: now }, {}, 'consent-not-authorised'],
  [{ status: 'REJECTED' }, {}, 'consent-not-authorised'],
  [{}, {}, 'sharing-data-life-over'],
  [{ status: 'CONSUMED' }, {}, 'sharing-data-life-over'],
] as const)('%j + %j is refused: %s', (consentPart, readPart, code) => {
  const stored = { ...read, madeAt: [over], ...readPart };
  expect(decideStored({ ...consent, ...consentPart }, stored, now)).toMatchObject({
    allowed: false,
    refusal: { code },
  });
});

it('answers an id that is not there as another recipient’s', () => {
  const foreign = { ...read, recipientTenantId: 'another' };
  expect(decideStored(undefined, read, now)).toEqual(decideStored(consent, foreign, now));
});

// Who is hurt: the borrower, if the page promised less than the doors allow; the lender, if it
// promised more. Days of the consent, days of data life, and the day from which the doors refuse.
it.each([
  [31, 180, 31, 'consent-expired'],
  [31, 31, 31, 'consent-expired'],
  [31, 30, 30, 'sharing-data-life-over'],
  [90, 1, 1, 'sharing-data-life-over'],
] as const)(
  'under %d days of consent and %d of data life keeps an answer %d days, as is shown',
  (days, dataLifeDays, kept, code) => {
    const DAY_MS = 86_400_000;
    const terms = { ...consent, dataLifeDays, endsAt: new Date(now.getTime() + days * DAY_MS) };
    const at = (ms: number) => decideStored(terms, read, new Date(now.getTime() + ms));
    expect(keptDays({ days, dataLifeDays })).toBe(kept);
    expect(at(kept * DAY_MS - 1).allowed).toBe(true);
    expect(at(kept * DAY_MS)).toMatchObject({ allowed: false, refusal: { code } });
  },
);

// Who is hurt: the borrower who was told how long a score is kept, if it could be seen longer.
it.each(['AUTHORISED', 'ACTIVE', 'CONSUMED'] as const)(
  'gives an answer under a consent that is %s up to the end of its time, and not at it',
  (status) => {
    const decided = (madeAt: Date) =>
      decideStored({ ...consent, status }, { ...read, madeAt: [madeAt] }, now);
    expect(decided(lastInstant)).toEqual({ allowed: true, madeAfter: over });
    expect(decided(over)).toEqual({
      allowed: false,
      refusal: { code: 'sharing-data-life-over', endedAt: now },
    });
  },
);

it('refuses several only when the time of each is over, in whatever order they come', () => {
  const decided = (...madeAt: Date[]) => decideStored(consent, { ...read, madeAt }, now);
  const earlier = new Date('2026-09-01T10:00:00Z');
  expect(decided(earlier, lastInstant, over)).toEqual({ allowed: true, madeAfter: over });
  expect(decided(earlier, over)).toMatchObject({ refusal: { code: 'sharing-data-life-over' } });
  expect(decided(over, earlier)).toMatchObject({ refusal: { endedAt: now } });
});

it('has nothing to be over where nothing was made', () => {
  expect(decideStored(consent, { ...read, madeAt: [] }, now)).toMatchObject({ allowed: true });
});

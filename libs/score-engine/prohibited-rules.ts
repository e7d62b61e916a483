/** Whose law a lender answers to. */
export const JURISDICTIONS = ['AU', 'BR', 'CN', 'EU', 'IN', 'UK', 'US'] as const;

/** Whose law a lender answers to. */
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** What a person's data may hold and a model may name, hence be studied with. */
export const STUDIED_ATTRIBUTES = [
  'age',
  'birth_year',
  'group',
  'marital_status',
  'nationality',
  'sex',
] as const;

/** What a person's data may hold and a model may name, hence be studied with. */
export type StudiedAttribute = (typeof STUDIED_ATTRIBUTES)[number];

/** A ground on which credit may not be decided. */
export interface ProhibitedRule {
  readonly jurisdiction: Jurisdiction;
  /** In the law's words, in short. */
  readonly ground: string;
  /** The attributes of ours that tell it; none where our data hold no such thing. */
  readonly attributes: readonly StudiedAttribute[];
  /** The day from which it holds, YYYY-MM-DD. */
  readonly since: string;
  readonly source: string;
  /** What counsel must decide: until then the rule is taken to hold. */
  readonly unsure: string | null;
}

type Row = readonly [
  ground: string,
  attributes: readonly StudiedAttribute[],
  since: string,
  source: string,
  unsure?: string,
];

const AGE = ['age', 'birth_year'] as const;
const REG_B = '15 U.S.C. 1691(a); Regulation B, 12 CFR 1002.6(b)';
const EQUALITY_ACT = 'Equality Act 2010, ss. 4 and 29';
const CREDIT_SCORE_BR = 'Lei 12.414/2011, art. 7-A, I (Lei Complementar 166/2019)';
const FAIR_PRACTICES = 'RBI, Fair Practices Code for Lenders, 5 May 2003';
const CHARTER = 'Directive (EU) 2023/2225, art. 6, with art. 21 of the Charter';
const SPECIAL = 'Directive (EU) 2023/2225, art. 18(3), with GDPR art. 9(1)';
const CREDIT_REPORTING_CN = 'Regulation on the Credit Reporting Industry (Decree 631), art. 14';
const PIPL = 'Personal Information Protection Law, arts. 24 and 28';

const RULES: Readonly<Record<Jurisdiction, readonly Row[]>> = {
  US: [
    ['sex', ['sex'], '1975-10-28', REG_B],
    ['marital status', ['marital_status'], '1975-10-28', REG_B],
    ['race or colour', ['group'], '1977-03-23', REG_B],
    ['religion', ['group'], '1977-03-23', REG_B],
    ['national origin', ['nationality', 'group'], '1977-03-23', REG_B],
    [
      'age',
      AGE,
      '1977-03-23',
      REG_B,
      'a sound scoring system may use age if the elderly are not scored lower, 1002.6(b)(2)',
    ],
    ['income from public assistance', [], '1977-03-23', REG_B],
  ],
  UK: [
    ['sex', ['sex'], '2010-10-01', EQUALITY_ACT],
    [
      'race, with colour, nationality and origins',
      ['nationality', 'group'],
      '2010-10-01',
      EQUALITY_ACT,
    ],
    ['religion or belief', ['group'], '2010-10-01', EQUALITY_ACT],
    ['disability', [], '2010-10-01', EQUALITY_ACT],
    ['sexual orientation', [], '2010-10-01', EQUALITY_ACT],
    ['gender reassignment', [], '2010-10-01', EQUALITY_ACT],
    ['pregnancy and maternity', [], '2010-10-01', EQUALITY_ACT],
    [
      'age',
      AGE,
      '2012-10-01',
      EQUALITY_ACT,
      'financial services may use age where the assessment of risk rests on relevant information, Sch. 3 para. 20A',
    ],
    [
      'marriage and civil partnership',
      ['marital_status'],
      '2010-10-01',
      'Equality Act 2010, s. 4',
      'Part 3, on services, leaves it out (s. 28(1)(b)); a difference by it may be one by sex',
    ],
  ],
  EU: [
    ['sex', ['sex'], '2007-12-21', 'Directive 2004/113/EC, arts. 3 to 5'],
    ['racial or ethnic origin', ['group'], '2003-07-19', 'Directive 2000/43/EC, art. 3(1)(h)'],
    ['nationality', ['nationality'], '2026-11-20', 'Directive (EU) 2023/2225, art. 6'],
    ['sex, birth, genetic features, disability', ['sex'], '2026-11-20', CHARTER],
    ['race, colour, ethnic or social origin, minority', ['group'], '2026-11-20', CHARTER],
    ['religion, belief, opinion', ['group'], '2026-11-20', CHARTER],
    [
      'age',
      AGE,
      '2026-11-20',
      CHARTER,
      'different conditions may be justified by objective criteria, art. 6',
    ],
    [
      'marital status',
      ['marital_status'],
      '2026-11-20',
      CHARTER,
      'not named in art. 21, whose list is open; national laws name it',
    ],
    ['special categories of personal data', ['group'], '2026-11-20', SPECIAL],
    ['data from social networks', [], '2026-11-20', SPECIAL],
  ],
  IN: [
    ['sex', ['sex'], '2003-05-05', FAIR_PRACTICES],
    ['caste', ['group'], '2003-05-05', FAIR_PRACTICES],
    ['religion', ['group'], '2003-05-05', FAIR_PRACTICES],
  ],
  AU: [
    ['sex', ['sex'], '1984-08-01', 'Sex Discrimination Act 1984, s. 22'],
    [
      'marital or relationship status',
      ['marital_status'],
      '1984-08-01',
      'Sex Discrimination Act 1984, s. 22',
    ],
    [
      'race, colour, national or ethnic origin',
      ['nationality', 'group'],
      '1975-10-31',
      'Racial Discrimination Act 1975, s. 13',
    ],
    ['disability', [], '1993-03-01', 'Disability Discrimination Act 1992, s. 24'],
    [
      'age',
      AGE,
      '2004-06-23',
      'Age Discrimination Act 2004, s. 28',
      'credit may differ by age where actuarial or statistical data bear it out, s. 37',
    ],
  ],
  BR: [
    ['sex', ['sex'], '2019-07-09', CREDIT_SCORE_BR],
    ['social and ethnic origin', ['group'], '2019-07-09', CREDIT_SCORE_BR],
    ['political, religious, philosophical convictions', ['group'], '2019-07-09', CREDIT_SCORE_BR],
    ['health and genetic information', [], '2019-07-09', CREDIT_SCORE_BR],
    [
      'nationality',
      ['nationality'],
      '2019-07-09',
      CREDIT_SCORE_BR,
      'may tell ethnic origin; not named',
    ],
  ],
  CN: [
    ['religious belief', ['group'], '2013-03-15', CREDIT_REPORTING_CN],
    ['genes, fingerprints, blood type, illness', [], '2013-03-15', CREDIT_REPORTING_CN],
    [
      'sex',
      ['sex'],
      '2021-11-01',
      PIPL,
      'no provision names sex for credit; automated decisions must be fair and impartial',
    ],
    [
      'specific identity, as ethnic group',
      ['group', 'nationality'],
      '2021-11-01',
      PIPL,
      'sensitive data need a specific purpose and a separate consent; no prohibition is spelt out',
    ],
    [
      'marital status',
      ['marital_status'],
      '2021-11-01',
      PIPL,
      'credit reports state it; whether a score may use it is not said',
    ],
  ],
};

/** The grounds on which credit may not be decided, in a jurisdiction, on a day. */
export function prohibitedAt(jurisdiction: Jurisdiction, at: Date): readonly ProhibitedRule[] {
  const day = at.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return RULES[jurisdiction]
    .filter(([, , since]) => since <= day)
    .map(([ground, attributes, since, source, unsure]) => ({
      jurisdiction,
      ground,
      attributes,
      since,
      source,
      unsure: unsure ?? null,
    }));
}

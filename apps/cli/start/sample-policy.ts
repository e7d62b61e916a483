/** Columns of the sample's table, in the order in which a rule below names them. */
const COLUMNS = ['status', 'flags', 'reason_codes', 'pd', 'amount_minor', 'condition'] as const;
type Rule = readonly [
  id: string,
  cells: Partial<Record<(typeof COLUMNS)[number], string>>,
  says: Readonly<Record<string, string>>,
];

const decline = (reasons: string) => ({ decision: '"decline"', reasons });
const refer = (reasons: string) => ({ decision: '"refer"', reasons });
const accept = (aprBps: string, limit: string, more = {}) => ({
  decision: '"accept"',
  apr_bps: aprBps,
  limit_minor: limit,
  ...more,
});

/** The first that fits decides. */
const RULES: readonly Rule[] = [
  ['defaulted', { status: '"in_default"' }, decline('["delinquent-with-others"]')],
  ['unscored', { status: '"not_scorable"' }, refer('["limited-credit-experience"]')],
  [
    'too-much',
    { amount_minor: '> 5000000' },
    {
      ...decline('["terms-not-granted"]'),
      score_counted: 'false',
    },
  ],
  // Accounts that many people share show as new devices and changing addresses.
  [
    'who-lives-there',
    { reason_codes: 'contains($, "many-new-devices") and contains($, "frequent-address-changes")' },
    refer('["residence-unverified"]'),
  ],
  // Nothing repaid yet, and next to nothing else seen: a ring of fraud looks so, and so does whoever
  // has just begun. A person tells them apart.
  [
    'barely-known',
    {
      condition:
        'contains(reason_codes, "no-repayment-history") and (contains(reason_codes, "no-balance-history") or contains(reason_codes, "short-customer-relationship") or contains(reason_codes, "no-order-history"))',
    },
    refer('["limited-credit-experience"]'),
  ],
  // No rule's reason: the score's own reasons are the principal ones.
  ['risky', { pd: '> 0.15' }, { decision: '"decline"' }],
  [
    'partly-seen',
    { flags: 'contains($, "partial")', pd: '> 0.1' },
    refer('["application-incomplete"]'),
  ],
  ['best', { pd: '<= 0.015' }, accept('890', 'amount_minor')],
  ['good', { pd: '<= 0.05' }, accept('1490', 'amount_minor', { less_favourable: 'true' })],
  [
    'fair',
    {},
    accept('2190', 'floor(amount_minor * 0.6)', {
      less_favourable: 'true',
      term_months: '12',
    }),
  ],
];

const OUTPUTS = [
  'decision',
  'limit_minor',
  'apr_bps',
  'term_months',
  'less_favourable',
  'reasons',
  'score_counted',
] as const;

/** A rule has a cell for every column; an empty one asks nothing, or says nothing. */
const BLANK = Object.fromEntries([...COLUMNS, ...OUTPUTS].map((name) => [name, '']));

const column = (field: string) => ({ id: field, name: field, field });

/** What the sample marketplace's lender decides instalment credit by. */
export const SAMPLE_POLICY = {
  format: 'assay-policy@1',
  product: 'standard',
  graph: {
    nodes: [
      { id: 'in', name: 'Application and score', type: 'inputNode' },
      {
        id: 'rules',
        name: 'Rules, the first that fits',
        type: 'decisionTableNode',
        content: {
          hitPolicy: 'first',
          passThrough: true,
          inputs: COLUMNS.map((name) =>
            // What a test of one column cannot say is a condition of its own.
            name === 'condition' ? { id: name, name } : column(name),
          ),
          outputs: OUTPUTS.map(column),
          rules: RULES.map(([id, cells, says]) => ({ _id: id, ...BLANK, ...cells, ...says })),
        },
      },
      { id: 'out', name: 'Decision', type: 'outputNode' },
    ],
    edges: [
      { id: 'in-rules', sourceId: 'in', targetId: 'rules' },
      { id: 'rules-out', sourceId: 'rules', targetId: 'out' },
    ],
  },
  tests: [
    {
      name: 'a good borrower gets what they ask for',
      input: { pd: 0.01, amount_minor: 200_000 },
      expected: { decision: 'accept', apr_bps: 890, limit_minor: 200_000 },
    },
    {
      name: 'at the bound of the best rate',
      input: { pd: 0.015 },
      expected: { decision: 'accept', apr_bps: 890, limit_minor: 100_000 },
    },
    {
      name: 'a fair borrower gets a part of it',
      input: { pd: 0.12, amount_minor: 100_001 },
      expected: {
        decision: 'accept',
        apr_bps: 2190,
        limit_minor: 60_000,
        term_months: 12,
        less_favourable: true,
      },
    },
    {
      name: 'a risky one is declined for the score’s own reasons',
      input: { pd: 0.151, reason_codes: ['late-instalments'] },
      expected: { decision: 'decline' },
    },
    {
      name: 'who shares devices and addresses is looked at by a person',
      input: { pd: 0.3, reason_codes: ['many-new-devices', 'frequent-address-changes'] },
      expected: { decision: 'refer', reasons: ['residence-unverified'] },
    },
    {
      name: 'who is barely known is looked at by a person, however good the number',
      input: { pd: 0.018, reason_codes: ['no-balance-history', 'no-repayment-history'] },
      expected: { decision: 'refer', reasons: ['limited-credit-experience'] },
    },
    {
      name: 'who cannot be scored is looked at by a person',
      input: { status: 'not_scorable' },
      expected: { decision: 'refer', reasons: ['limited-credit-experience'] },
    },
    {
      name: 'who is in default is declined by a rule',
      input: { status: 'in_default' },
      expected: { decision: 'decline', reasons: ['delinquent-with-others'] },
    },
    {
      name: 'an amount that nobody is lent is declined whatever the score',
      input: { pd: 0.001, amount_minor: 5_000_001 },
      expected: { decision: 'decline', reasons: ['terms-not-granted'], score_counted: false },
    },
  ],
} as const;

import { readPolicy } from './read-policy.js';

type Cells = Readonly<Record<string, string>>;
const rule = (id: string, cells: Cells): Record<string, string> => ({
  ...{ _id: id, status: '', flags: '', pd: '', amount: '', decision: '', limit: '', reasons: '' },
  ...cells,
});
const RULES = [
  rule('default', {
    status: '"in_default"',
    decision: '"decline"',
    reasons: '["delinquent-with-others"]',
  }),
  rule('unscored', {
    status: '"not_scorable"',
    decision: '"refer"',
    reasons: '["limited-credit-experience"]',
  }),
  rule('risky', { pd: '> 0.15', decision: '"decline"' }),
  rule('rest', { decision: '"accept"', limit: 'floor(amount_minor * 0.5)' }),
];
const column = (id: string, field: string) => ({ id, name: id, field });
const table = (rules: readonly object[] = RULES) => ({
  id: 'rules',
  name: 'Rules',
  type: 'decisionTableNode',
  content: {
    hitPolicy: 'first',
    passThrough: true,
    inputs: [
      column('status', 'status'),
      column('flags', 'flags'),
      column('pd', 'pd'),
      column('amount', 'amount_minor'),
    ],
    outputs: [
      column('decision', 'decision'),
      column('limit', 'limit_minor'),
      column('reasons', 'reasons'),
    ],
    rules,
  },
});
const TESTS = [
  { name: 'good', input: { pd: 0.01 }, expected: { decision: 'accept', limit_minor: 50_000 } },
  {
    name: 'at the bound',
    input: { pd: 0.15 },
    expected: { decision: 'accept', limit_minor: 50_000 },
  },
  { name: 'risky', input: { pd: 0.16 }, expected: { decision: 'decline' } },
  {
    name: 'default',
    input: { status: 'in_default' },
    expected: { decision: 'decline', reasons: ['delinquent-with-others'] },
  },
  {
    name: 'unscored',
    input: { status: 'not_scorable' },
    expected: { decision: 'refer', reasons: ['limited-credit-experience'] },
  },
];
const edge = (sourceId: string, targetId: string) => ({
  ...{ id: `${sourceId}-${targetId}`, sourceId, targetId },
});
const IN = { id: 'in', name: 'in', type: 'inputNode' };
const OUT = { id: 'out', name: 'out', type: 'outputNode' };
const policy = (part: {
  readonly nodes?: readonly object[];
  readonly edges?: readonly object[];
  readonly tests?: readonly object[];
}) => ({
  format: 'assay-policy@1',
  product: 'standard',
  graph: {
    nodes: part.nodes ?? [IN, table(), OUT],
    edges: part.edges ?? [edge('in', 'rules'), edge('rules', 'out')],
  },
  tests: part.tests ?? TESTS,
});
/** The policy with another cell in its rule on risk. */
const withCell = (name: string, text: string) =>
  policy({
    nodes: [
      IN,
      table(RULES.map((one) => (one['_id'] === 'risky' ? { ...one, [name]: text } : one))),
      OUT,
    ],
  });
const between = (node: object) =>
  policy({
    nodes: [IN, node, table(), OUT],
    edges: [edge('in', 'x'), edge('x', 'rules'), edge('rules', 'out')],
  });
const expressions = (...pairs: readonly (readonly [string, string])[]) => ({
  id: 'x',
  name: 'x',
  type: 'expressionNode',
  content: {
    passThrough: true,
    expressions: pairs.map(([key, value], at) => ({ id: `e${String(at)}`, key, value })),
  },
});

it('keeps a policy that passes its own cases', async () => {
  expect(await readPolicy(policy({}))).toMatchObject({ ok: true });
  const more = between(expressions(['risk_cost', 'pd == null ? 0 : pd * amount_minor']));
  expect(await readPolicy(more)).toMatchObject({ ok: true });
});

/** Guards the applicants: what was not tried is not decided by. */
it('refuses a policy that misses a case, and names case, field, expected and got', async () => {
  const tests = TESTS.map((one) =>
    one.name === 'good' ? { ...one, expected: { decision: 'accept', limit_minor: 60_000 } } : one,
  );
  expect(await readPolicy(policy({ tests }))).toEqual({
    ok: false,
    error: {
      code: 'policy-test-missed',
      path: 'tests.0.expected.limit_minor',
      detail: 'good: expected 60000, got 50000',
    },
  });
});

it('asks a case of every status', async () => {
  const tests = TESTS.filter(({ name }) => name !== 'default');
  expect(await readPolicy(policy({ tests }))).toMatchObject({
    error: { code: 'policy-test-missed', detail: 'none is in_default' },
  });
});

it.each([
  ['an answer', RULES.slice(0, -1), TESTS.slice(2)],
  [
    'a reason',
    RULES.map((one) => (one['_id'] === 'unscored' ? { ...one, reasons: '' } : one)),
    TESTS.map((one) =>
      one.name === 'unscored' ? { ...one, expected: { decision: 'refer' } } : one,
    ),
  ],
])('refuses a policy that leaves somebody without %s', async (_, rules, tests) => {
  expect(await readPolicy(policy({ nodes: [IN, table(rules), OUT], tests }))).toMatchObject({
    error: { code: 'policy-leaves-open' },
  });
});

/** Guards the platform: a policy is data, whoever wrote it. */
it.each([
  ['code', between({ id: 'x', name: 'x', type: 'functionNode', content: { source: 'while(1);' } })],
  ['a call to elsewhere', between({ id: 'x', name: 'x', type: 'customNode', content: {} })],
  ['another policy', between({ id: 'x', name: 'x', type: 'decisionNode', content: { key: 'a' } })],
  ['a member of its own', { ...policy({}), loader: 'https://example.invalid' }],
  [
    'a loop over lists',
    between({
      ...expressions(['a', '1']),
      content: { ...expressions(['a', '1']).content, executionMode: 'loop' },
    }),
  ],
  [
    'all hits at once',
    policy({
      nodes: [IN, { ...table(), content: { ...table().content, hitPolicy: 'collect' } }, OUT],
    }),
  ],
  [
    'what it does not pass on',
    policy({
      nodes: [IN, { ...table(), content: { ...table().content, passThrough: false } }, OUT],
    }),
  ],
  [
    'too many nodes',
    policy({ nodes: Array.from({ length: 41 }, (_, at) => ({ ...IN, id: `n${String(at)}` })) }),
  ],
  [
    'too many rules',
    policy({ nodes: [IN, table(Array.from({ length: 301 }, () => RULES[3] ?? {})), OUT] }),
  ],
  ['no way in', policy({ nodes: [table(), OUT, { ...OUT, id: 'o2' }] })],
  ['two nodes of a name', policy({ nodes: [IN, table(), table(), OUT] })],
  ['an edge to nowhere', policy({ edges: [edge('in', 'rules'), edge('rules', 'there')] })],
  [
    'a circle',
    policy({
      nodes: [IN, expressions(['a', '1']), table(), OUT],
      edges: [edge('in', 'x'), edge('x', 'rules'), edge('rules', 'x'), edge('rules', 'out')],
    }),
  ],
  ['an own __proto__', JSON.parse('{"__proto__":{"format":"assay-policy@1"}}') as unknown],
  ['nothing', null],
  ['a list', []],
  ['a text', 'policy'],
])('refuses %s', async (_, json) => {
  expect(await readPolicy(json)).toMatchObject({ ok: false, error: { code: 'policy-unsound' } });
});

it.each([
  ['pd', '> rand(1)', 'rand is no function'],
  ['pd', '> 0.1 and', 'and is not expected'],
  ['pd', '>>> ((', 'not expected'],
  ['pd', '> 9^9^9', 'begins with'],
  ['pd', 'd() > 1', 'd is no function'],
  ['pd', '> "a"', 'compared'],
  ['pd', '-', 'too early'],
  ['pd', '> date("now")', 'date is no function'],
  ['pd', `> ${'('.repeat(17)}1${')'.repeat(17)}`, 'nested'],
  ['pd', `> ${'1+'.repeat(100)}1`, 'more than'],
  ['status', 'matches($, "(a+)+$")', 'matches is no function'],
  ['flags', 'some($, # == "partial")', 'begins with'],
  ['flags', '"partial"', 'contains'],
  ['amount', '> $root.income', 'begins with'],
  ['amount', '> income', 'income is none of the values'],
  ['amount', '> age', 'age, which no decision may look at'],
  ['amount', '> marital_status', 'marital_status, which no decision may look at'],
  ['decision', '"approve"', 'approve is no decision'],
  ['reasons', '["score-too-low"]', 'score-too-low is no reasons'],
  // The engine's reader of tests knows no `or` in brackets, and would pass over the rule.
  ['flags', 'contains($, "a") and (contains($, "b") or contains($, "c"))', 'engine cannot read'],
  ['limit', 'constructor', 'constructor is none'],
  ['limit', '__proto__', '__proto__ is none'],
])('refuses the cell %s: %s', async (name, text, detail) => {
  const refused = await readPolicy(withCell(name, text));
  expect(refused).toMatchObject({
    error: { code: 'policy-unsound', path: `graph.nodes.1.content.rules.2.${name}` },
  });
  expect(refused.ok ? '' : refused.error.detail).toContain(detail);
});

it.each([
  ['an input', expressions(['pd', '0.01'])],
  ['an attribute that the law prohibits', expressions(['by_nationality', '1'])],
  ['the prototype', expressions(['__proto__', '1'])],
])('lets no expression set %s', async (_, node) => {
  expect(await readPolicy(between(node))).toMatchObject({ error: { code: 'policy-unsound' } });
});

it('refuses a rule that lacks a cell, which the engine would pass over', async () => {
  const [first = {}, ...rest] = RULES;
  const { pd, ...lacking } = first;
  expect(pd).toBe('');
  expect(await readPolicy(policy({ nodes: [IN, table([lacking, ...rest]), OUT] }))).toMatchObject({
    error: { path: 'graph.nodes.1.content.rules.0.pd', detail: 'is missing; it may be empty' },
  });
});

/** Guards the process: beyond 28 digits the engine's own thread breaks off. */
it.each([
  ['in one expression', expressions(['a', 'amount_minor * 1000000000000 * 1000000000000'])],
  ['by a square', expressions(['a', 'amount_minor * amount_minor'])],
  ['by what comes before', expressions(['a', 'amount_minor * 100000000'], ['b', 'a * 100000000'])],
  ['by a quotient', expressions(['a', 'amount_minor / 0.000000000000001 + 1'])],
  ['by what divides', expressions(['a', '1 / (pd - 0.1) * 2'])],
  ['by the largest of some', expressions(['a', 'max([amount_minor, 2]) * 100000000000'])],
])('refuses what might be too large a number: %s', async (_, node) => {
  const refused = await readPolicy(between(node));
  expect(refused).toMatchObject({ error: { code: 'policy-unsound' } });
  expect(refused.ok ? '' : refused.error.detail).toContain('more than can be reckoned with');
});

it('lets a limit and a rate be reckoned from amount, term and probability', async () => {
  const node = expressions(
    ['part', 'pd == null ? 0 : floor(amount_minor * 0.6 * (1 - pd))'],
    [
      'rate',
      'requested_term_months == null ? 890 : 890 + amount_minor / requested_term_months / 100 * 2',
    ],
  );
  expect(await readPolicy(between(node))).toMatchObject({ ok: true });
});

/** Guards the processor: what is kept may still not be slow. */
it('answers by the largest policy well within its deadline', async () => {
  const many = Array.from({ length: 290 }, (_, at) => ({
    ...rule(`r${String(at)}`, { pd: `> ${String(1 - at / 1e6)}`, decision: '"decline"' }),
  }));
  const [first = {}, second = {}, ...rest] = RULES;
  const nodes = [IN, table([first, second, ...many, ...rest]), OUT];
  const read = await readPolicy(policy({ nodes }));
  expect(read).toMatchObject({ ok: true });
});

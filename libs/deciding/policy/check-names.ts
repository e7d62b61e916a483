import type { Result } from '#kernel';
import { isAdverseAction } from '#words';
import { type Checked, checkCell, checkExpression, conditionOf } from './expression.js';
import { orderOf, type Placed, type PolicyFault } from './graph.js';
import { type Names, POLICY_INPUTS, type Value } from './inputs.js';
import { either, UNKNOWN } from './magnitudes.js';
import { DECISIONS, OUTCOME_NAMES } from './outcome.js';
import type { Policy, PolicyNode } from './shape.js';

type Values = Map<string, Value>;
type TableNode = Extract<PolicyNode, { type: 'decisionTableNode' }>;
type ExpressionNode = Extract<PolicyNode, { type: 'expressionNode' }>;
type SwitchNode = Extract<PolicyNode, { type: 'switchNode' }>;

/** What was found in a policy's expressions: the numbers where it may change its mind. */
export interface Found {
  readonly numbers: Set<number>;
  readonly texts: Set<string>;
  /** What each name that is set may stand for, wherever it is set. */
  readonly set: Map<string, Value>;
  /** Every text that the engine will read, for it to say whether it can. */
  readonly written: Written[];
}

/** A text of a policy, and as what the engine reads it. */
export interface Written {
  readonly path: string;
  readonly text: string;
  readonly as: 'expression' | 'test';
}

class FaultFound extends Error {
  constructor(readonly fault: PolicyFault) {
    super(fault.detail);
  }
}

/** Checks the graph's order and every expression in it; each may read what came before it alone. */
export function checkNames(policy: Policy): Found | PolicyFault {
  const order = orderOf(policy);
  if (!order.ok) return order.error;
  const found: Found = { numbers: new Set(), texts: new Set(), set: new Map(), written: [] };
  const given = new Map<string, Values>();
  try {
    for (const placed of order.value) given.set(placed.node.id, typesAfter(placed, given, found));
    return found;
  } catch (thrown) {
    if (thrown instanceof FaultFound) return thrown.fault;
    throw thrown;
  }
}

function typesAfter(
  { node, at, before }: Placed,
  given: ReadonlyMap<string, Values>,
  found: Found,
): Values {
  const values = meet(before.map((id) => given.get(id) ?? new Map<string, Value>()));
  const path = `graph.nodes.${String(at)}.content`;
  if (node.type === 'inputNode') return new Map(Object.entries(POLICY_INPUTS));
  if (node.type === 'switchNode') checkSwitch(node, values, { path, found });
  if (node.type === 'expressionNode') addExpressions(node, values, { path, found });
  if (node.type === 'decisionTableNode') addTable(node, values, { path, found });
  if (node.type === 'outputNode' && !values.has('decision'))
    throw new FaultFound({
      path: `graph.nodes.${String(at)}`,
      detail: 'a way leads here on which nothing says the decision',
    });
  return values;
}

interface At {
  readonly path: string;
  readonly found: Found;
}

function checkSwitch({ content }: SwitchNode, values: Values, { path, found }: At): void {
  content.statements.forEach(({ condition, isDefault }, row) => {
    const place = `${path}.statements.${String(row)}.condition`;
    if (isDefault === true && condition === '') return;
    const written = { path: place, text: condition, as: 'expression' } as const;
    keep(conditionOf(checkExpression(condition, { values })), written, found);
  });
  if (content.statements.at(-1)?.isDefault !== true)
    throw new FaultFound({ path, detail: 'the last statement of a switch must be its default' });
}

function addExpressions({ content }: ExpressionNode, values: Values, { path, found }: At): void {
  content.expressions.forEach(({ key, value }, row) => {
    const place = `${path}.expressions.${String(row)}`;
    const written = { path: `${place}.value`, text: value, as: 'expression' } as const;
    const checked = keep(checkExpression(value, { values }), written, found);
    name(values, { key, value: checked.value }, { path: `${place}.key`, found });
    checkClosed(key, checked, `${place}.value`);
  });
}

function addTable({ content }: TableNode, values: Values, { path, found }: At): void {
  const { outputs, rules } = content;
  const kinds = new Map<string, Value>();
  rules.forEach((rule, row) => {
    const at = { path: `${path}.rules.${String(row)}`, found };
    checkColumns(content, rule, at);
    checkTests(content, rule, { ...at, values });
    addOutputs(content, rule, { ...at, values, kinds });
  });
  for (const { field } of outputs)
    name(values, { key: field, value: kinds.get(field) ?? UNKNOWN }, { path, found });
}

type Content = TableNode['content'];
type Rule = Content['rules'][number];

/** A rule has a cell for every column, and none beside: the engine passes over one that lacks any. */
function checkColumns({ inputs, outputs }: Content, rule: Rule, { path }: At): void {
  const columns = new Set([...inputs, ...outputs].map(({ id }) => id));
  const stray = Object.keys(rule).find(
    (id) => !columns.has(id) && id !== '_id' && id !== '_description',
  );
  if (stray !== undefined)
    throw new FaultFound({ path: `${path}.${stray}`, detail: 'belongs to no column' });
  const lacking = [...columns].find((id) => rule[id] === undefined);
  if (lacking !== undefined)
    throw new FaultFound({ path: `${path}.${lacking}`, detail: 'is missing; it may be empty' });
}

function checkTests(
  { inputs }: Content,
  rule: Rule,
  { path, found, values }: At & { readonly values: Values },
): void {
  for (const { id, field } of inputs) {
    const cell = `${path}.${id}`;
    if (field !== undefined && !values.has(field))
      throw new FaultFound({ path: cell, detail: nameFault(field, values) });
    const names: Names = { values, self: field === undefined ? undefined : values.get(field) };
    const as = field === undefined ? 'expression' : 'test';
    keep(checkCell(rule[id] ?? '', names), { path: cell, text: rule[id] ?? '', as }, found);
  }
}

function addOutputs(
  { outputs }: Content,
  rule: Rule,
  { path, found, values, kinds }: At & { readonly values: Values; readonly kinds: Values },
): void {
  for (const { id, field } of outputs) {
    const text = rule[id] ?? '';
    if (text.trim() === '') continue;
    const written = { path: `${path}.${id}`, text, as: 'expression' } as const;
    const checked = keep(checkExpression(text, { values }), written, found);
    checkClosed(field, checked, written.path);
    const before = kinds.get(field);
    kinds.set(field, before ? either(before, checked.value) : checked.value);
  }
}

/** A decision and its reasons are of closed lists, so a slip is found before any rule is met. */
function checkClosed(field: string, { texts }: Checked, path: string): void {
  const isKnown = (text: string): boolean => {
    if (field === 'reasons') return isAdverseAction(text);
    return field !== 'decision' || DECISIONS.some((decision) => decision === text);
  };
  const unknown = texts.find((text) => !isKnown(text));
  if (unknown !== undefined)
    throw new FaultFound({ path, detail: `${unknown} is no ${field} that may be given` });
}

function name(
  values: Values,
  { key, value }: { readonly key: string; readonly value: Value },
  { path, found }: At,
): void {
  const isInput = Object.hasOwn(POLICY_INPUTS, key);
  if (isInput) throw new FaultFound({ path, detail: `${key} is given and cannot be set` });
  const fault = OUTCOME_NAMES.includes(key) ? undefined : prohibited(key);
  if (fault !== undefined) throw new FaultFound({ path, detail: fault });
  // Where a cell is empty, what the name stood for before goes on, whoever set it.
  const before = found.set.get(key);
  const known = before ? either(before, value) : value;
  found.set.set(key, known);
  values.set(key, known);
}

function keep(checked: Result<Checked, string>, written: Written, found: Found): Checked {
  if (!checked.ok) throw new FaultFound({ path: written.path, detail: checked.error });
  if (written.text.trim() !== '') found.written.push(written);
  for (const number of checked.value.numbers) found.numbers.add(number);
  for (const text of checked.value.texts) found.texts.add(text);
  return checked.value;
}

/** What a name says that may not be said. */
const prohibited = (key: string): string | undefined => {
  const checked = checkExpression(key, { values: new Map() });
  return checked.ok || !checked.error.includes('no decision may') ? undefined : checked.error;
};

function nameFault(field: string, values: Values): string {
  const checked = checkExpression(field, { values });
  return checked.ok ? `${field} is not there` : checked.error;
}

/** What is there on every way that leads to a place. */
function meet(all: readonly Values[]): Values {
  const [first = new Map<string, Value>(), ...others] = all;
  return others.reduce<Values>(
    (met, values) =>
      new Map(
        [...met].flatMap(([key, value]) => {
          const other = values.get(key);
          return other ? [[key, either(value, other)] as const] : [];
        }),
      ),
    new Map(first),
  );
}

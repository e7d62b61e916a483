import { createHash } from 'node:crypto';
import { canonicalJson, type Cell, invariant, type Json } from '#kernel';
import type { Statement, Tx } from './tx.js';

/**
 * What makes a call safe to repeat: its id (an Idempotency-Key, a chunk, an event with its
 * handler), and a fingerprint of every field of the input.
 */
export interface Operation {
  readonly id: string;
  /** Field name → hash of its canonical value; never the value. */
  readonly fingerprint: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** What an operation did: its answer, and the ids by which a repeat finds it. */
export interface Effect<T> {
  readonly value: T;
  /** Ids only, never the answer's body; undefined when nothing was done and a repeat may try again. */
  readonly reference: Json | undefined;
}

/** An effect, and how a repeat of it is answered. */
export interface Once<T> {
  /** Does the work. */
  first(tx: Tx): Promise<Effect<T>>;
  /** Answers a repeat, deciding anew from the reference that the first left. */
  again(tx: Tx, reference: Json): Promise<T>;
}

/** The same operation id with another input. The edge answers 422, naming the field. */
export class OperationMismatch extends Error {
  constructor(readonly field: string) {
    super(`The operation was first asked with another value of ${field}`);
  }
}

/** The fingerprint of an input: one hash a field, so that a difference can be named. */
export function fingerprintOf(fields: Readonly<Record<string, Json>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 22),
    ]),
  );
}

const FIND: Statement = {
  name: 'operation_find',
  text: `SELECT fingerprint, reference FROM app.operation
         WHERE cell_id = $1 AND operation_id = $2`,
};

/** Written last; no row comes back when the operation is there already. */
export const KEEP_OPERATION: Statement = {
  name: 'operation_keep',
  text: `INSERT INTO app.operation (cell_id, operation_id, fingerprint, reference, created_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (cell_id, operation_id) DO NOTHING RETURNING operation_id`,
};

interface Kept {
  readonly fingerprint: Readonly<Record<string, string>>;
  readonly reference: Json;
}

/** Runs a transaction in a cell. */
interface Runs {
  run<T>(cell: Cell, work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** A reference that is one text. */
export function referenceText(reference: Json): string {
  invariant(typeof reference === 'string', 'this operation keeps a text');
  return reference;
}

/** Thrown to roll back when another call of the same operation committed first. */
class Beaten extends Error {}

/** Unique violation: what another call wrote first. */
const TAKEN = '23505';
/** The second finds what beat the first; one more, should that have been forgotten meanwhile. */
const ATTEMPTS_MAX = 3;

/**
 * Runs a transaction of an operation; anew where another call of it, in another process perhaps,
 * committed first: the repeat finds what that one left.
 */
export async function untilUnbeaten<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (fault) {
      if (attempts === ATTEMPTS_MAX || !isBeaten(fault)) throw fault;
    }
  }
}

const isBeaten = (fault: unknown): boolean =>
  fault instanceof Beaten || (fault instanceof Error && 'code' in fault && fault.code === TAKEN);

/**
 * To be asked before a refusal is given: what refuses may be what another call of this very
 * operation did since it was looked up. Then throws, for `untilUnbeaten` to begin anew.
 */
export async function rollBackIfBeaten(
  tx: Tx,
  operations: readonly (Operation | undefined)[],
): Promise<void> {
  const known = await findOperations(tx, operations);
  if (known.some((one) => one.known !== 'new')) throw new Beaten();
}

/** `UnitOfWork.once` for a given operation. */
export async function runOnce<T>(
  work: Runs,
  cell: Cell,
  operation: Operation,
  once: Once<T>,
): Promise<T> {
  return untilUnbeaten(() =>
    work.run(cell, async (tx) => {
      const kept = await findOperation(tx, operation);
      if (kept !== undefined) return once.again(tx, kept);
      const { value, reference } = await once.first(tx);
      if (reference === undefined) await rollBackIfBeaten(tx, [operation]);
      else if (!(await keepOperation(tx, operation, reference))) throw new Beaten();
      return value;
    }),
  );
}

/**
 * The reference that the first call left; undefined when there is none.
 *
 * @throws OperationMismatch when that call had another input
 */
export async function findOperation(tx: Tx, operation: Operation): Promise<Json | undefined> {
  const [kept] = await tx.query<Kept>(FIND, [tx.cell.cellId, operation.id]);
  if (!kept) return undefined;
  const differing = differingField(kept, operation);
  if (differing !== undefined) throw new OperationMismatch(differing);
  return kept.reference;
}

/** Writes the operation's row; false when another call committed it first. */
export async function keepOperation(
  tx: Tx,
  operation: Operation,
  reference: Json,
): Promise<boolean> {
  const values = [
    tx.cell.cellId,
    operation.id,
    JSON.stringify(operation.fingerprint),
    JSON.stringify(reference),
    operation.now,
  ];
  return (await tx.query(KEEP_OPERATION, values)).length === 1;
}

const FIND_MANY: Statement = {
  name: 'operation_find_many',
  text: `SELECT operation_id AS id, fingerprint, reference FROM app.operation
         WHERE cell_id = $1 AND operation_id = ANY ($2::text[])`,
};
const KEEP_MANY: Statement = {
  name: 'operation_keep_many',
  text: `INSERT INTO app.operation (cell_id, operation_id, fingerprint, reference, created_at)
         SELECT $1, * FROM unnest($2::text[], $3::json[], $4::json[], $5::timestamptz[])`,
};

/** What is known of an operation: nothing, what its first call left, or that the input differs. */
export type KnownOperation =
  | { readonly known: 'new' }
  | { readonly known: 'done'; readonly reference: Json }
  | { readonly known: 'mismatch'; readonly field: string };

/** What is known of each operation of a batch, in one statement, in the order given. */
export async function findOperations(
  tx: Tx,
  operations: readonly (Operation | undefined)[],
): Promise<KnownOperation[]> {
  const ids = operations.flatMap((operation) => (operation ? [operation.id] : []));
  const rows =
    ids.length === 0 ? [] : await tx.query<Kept & { id: string }>(FIND_MANY, [tx.cell.cellId, ids]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return operations.map((operation): KnownOperation => {
    const kept = operation && byId.get(operation.id);
    if (!kept) return { known: 'new' };
    const field = differingField(kept, operation);
    return field === undefined
      ? { known: 'done', reference: kept.reference }
      : { known: 'mismatch', field };
  });
}

/**
 * Sends the rows of a batch without waiting. When another call committed one of them first, the
 * transaction fails at its commit, so the caller hands out nothing before it, and runs it under
 * `untilUnbeaten`.
 */
export function keepOperations(
  tx: Tx,
  kept: readonly { readonly operation: Operation; readonly reference: Json }[],
): void {
  if (kept.length === 0) return;
  tx.send(KEEP_MANY, [
    tx.cell.cellId,
    kept.map(({ operation }) => operation.id),
    kept.map(({ operation }) => JSON.stringify(operation.fingerprint)),
    kept.map(({ reference }) => JSON.stringify(reference)),
    kept.map(({ operation }) => operation.now),
  ]);
}

function differingField(kept: Kept, operation: Operation): string | undefined {
  const fields = [...Object.keys(kept.fingerprint), ...Object.keys(operation.fingerprint)];
  return fields.find((name) => kept.fingerprint[name] !== operation.fingerprint[name]);
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#kernel';
import { type Actor, type Cell, type Mode } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import {
  CONTROL_CELL,
  findOperation,
  keepOperation,
  type Operation,
  type Statement,
} from '#adapters/database';
import { Refused } from '#adapters/http';
import type { Cells } from '#tenancy';
import { inputFingerprint, readIdempotencyKey } from './idempotency.js';

const FORGET: Statement = {
  name: 'operation_forget',
  text: 'DELETE FROM app.operation WHERE cell_id = $1 AND operation_id = $2',
};
/** Refused by us or by a rule: nothing was done, so the key is free again. */
const isRefusal = (status: number) => status >= 400 && status < 500;

/** Makes a call with an Idempotency-Key the operation that `work.once` knows. */
export class Operations {
  /** Keys whose call has not been answered yet, in this process. */
  private readonly inFlight = new Set<string>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets `request.operation` when the call is a POST that names a key. Callers of an open route,
   * who are nobody yet, have one space of keys in control.
   *
   * @throws Refused for a malformed key and for one whose call is in flight
   * @throws OperationMismatch when a tenant of several cells used the key for another input
   */
  async begin(
    request: FastifyRequest,
    reply: FastifyReply,
    actor: Actor | undefined,
  ): Promise<void> {
    const header = request.headers['idempotency-key'];
    if (header === undefined || request.method !== 'POST') return;
    const key = readIdempotencyKey(String(header));
    if (!key.ok) throw new Refused(400, key.error.code);

    const path = request.url.split('?', 1)[0] ?? '';
    const operation: Operation = {
      id: `POST ${path}:${key.value}`,
      fingerprint: inputFingerprint(request.body, request.query),
      now: this.clock.now(),
    };
    const { tenantId, mode } = scopeOf(actor);
    const flight = `${tenantId ?? ''} ${mode} ${operation.id}`;
    if (this.inFlight.has(flight)) throw new Refused(409, 'idempotency-key-in-flight');
    this.inFlight.add(flight);
    reply.raw.once('close', () => this.inFlight.delete(flight));
    await this.remember(request, operation, await this.cellsOf(tenantId, mode));
    request.operation = operation;
  }

  private async cellsOf(tenantId: string | null, mode: Mode): Promise<readonly Cell[]> {
    return tenantId === null ? [CONTROL_CELL] : this.cells.all(tenantId, mode);
  }

  /**
   * Another input may lead to another cell, where the operation's row is not: so a tenant of
   * several keeps the key's fingerprint in its home cell first.
   */
  private async remember(
    request: FastifyRequest,
    operation: Operation,
    cells: readonly Cell[],
  ): Promise<void> {
    const [home, second] = cells;
    if (!home || !second) return;
    const asked: Operation = { ...operation, id: `asked ${operation.id}` };
    const isNew = await this.work.run(home, async (tx) => {
      if ((await findOperation(tx, asked)) !== undefined) return false;
      if (await keepOperation(tx, asked, null)) return true;
      await findOperation(tx, asked);
      return false;
    });
    if (isNew)
      request.beforeAnswer = async (status) => {
        if (isRefusal(status)) await this.forget(home, asked.id);
      };
  }

  private async forget(home: Cell, operationId: string): Promise<void> {
    await this.work.run(home, async (tx) => tx.send(FORGET, [tx.cell.cellId, operationId]));
  }
}

function scopeOf(actor: Actor | undefined): {
  readonly tenantId: string | null;
  readonly mode: Mode;
} {
  if (actor?.kind === 'api_key') return { tenantId: actor.tenantId, mode: actor.mode };
  return { tenantId: actor?.kind === 'staff' ? actor.tenantId : null, mode: 'live' };
}

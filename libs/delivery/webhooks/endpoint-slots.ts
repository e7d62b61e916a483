/** Calls to one endpoint that a process makes at once: a slow one takes no more of its workers. */
export const CALLS_PER_ENDPOINT = 4;

/** Who may call which endpoint now. */
export class EndpointSlots {
  private readonly taken = new Map<string, number>();

  /** Takes a slot and gives how to release it; undefined when all of the endpoint's are taken. */
  take(endpointId: string): (() => void) | undefined {
    const taken = this.taken.get(endpointId) ?? 0;
    if (taken >= CALLS_PER_ENDPOINT) return undefined;
    this.taken.set(endpointId, taken + 1);
    return () => {
      const left = (this.taken.get(endpointId) ?? 1) - 1;
      if (left > 0) this.taken.set(endpointId, left);
      else this.taken.delete(endpointId);
    };
  }
}

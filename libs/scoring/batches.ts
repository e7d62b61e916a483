/** Batches of one lane that are under way at once; alone, items do not wait for one another. */
const IN_FLIGHT_MAX = 2;

/** An item that waits, and whom to tell. */
interface Waiting<In, Out> {
  readonly item: In;
  readonly cancel: AbortSignal | undefined;
  readonly resolve: (answer: Out) => void;
  readonly reject: (fault: unknown) => void;
}

interface Lane<In, Out> {
  waiting: Waiting<In, Out>[];
  inFlight: number;
}

/** How items are batched. */
export interface Batching<In, Out> {
  /** Items of one batch at most. */
  readonly max: number;
  /** Two items of one batch never share this. */
  readonly identityOf: (item: In) => string;
  /** Answers a batch, in its order. A throw has each item of it tried alone. */
  readonly work: (items: readonly In[]) => Promise<readonly Out[]>;
}

/**
 * Natural micro-batching: no timer. While batches are in flight the next one gathers; alone, an
 * item goes at once. Each answer still waits for its batch's durable commit.
 */
export class Batches<In, Out> {
  private readonly lanes = new Map<string, Lane<In, Out>>();

  constructor(private readonly batching: Batching<In, Out>) {}

  /**
   * The answer to one item, worked on together with others of the same lane.
   *
   * @param cancel an item that still waits when it comes is dropped: its promise stays open
   */
  add(laneKey: string, item: In, cancel?: AbortSignal): Promise<Out> {
    const lane = this.lanes.get(laneKey) ?? { waiting: [], inFlight: 0 };
    this.lanes.set(laneKey, lane);
    return new Promise((resolve, reject) => {
      lane.waiting.push({ item, cancel, resolve, reject });
      this.next(laneKey, lane);
    });
  }

  private next(laneKey: string, lane: Lane<In, Out>): void {
    if (this.batching.max > 1 && lane.inFlight >= IN_FLIGHT_MAX) return;
    const batch = this.take(lane);
    if (batch.length === 0) {
      if (lane.inFlight === 0) this.lanes.delete(laneKey);
      return;
    }
    lane.inFlight += 1;
    void this.run(batch).finally(() => {
      lane.inFlight -= 1;
      this.next(laneKey, lane);
    });
  }

  private take(lane: Lane<In, Out>): Waiting<In, Out>[] {
    const { max, identityOf } = this.batching;
    const taken = new Map<string, Waiting<In, Out>>();
    const left: Waiting<In, Out>[] = [];
    for (const waiting of lane.waiting) {
      if (waiting.cancel?.aborted) continue;
      const identity = identityOf(waiting.item);
      if (taken.size < max && !taken.has(identity)) taken.set(identity, waiting);
      else left.push(waiting);
    }
    lane.waiting = left;
    return [...taken.values()];
  }

  private async run(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const answers = await this.batching.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, at) => {
        resolve(answers[at]);
      });
    } catch (fault) {
      if (batch.length === 1) batch[0]?.reject(fault);
      // One item's fault is not the others': each is tried alone.
      else for (const waiting of batch) await this.run([waiting]);
    }
  }
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;

/** Where a caller stands in its window. */
export interface RateState {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until the window begins anew, in (0, 60]. */
  readonly resetSeconds: number;
}

/** Counts calls a minute in this process's memory: each process allows the limit anew. */
export class RateLimiter {
  private readonly limiter: RateLimiterMemory;

  constructor(private readonly limit: number) {
    this.limiter = new RateLimiterMemory({ points: limit, duration: WINDOW_SECONDS });
  }

  /** Counts a call of the caller, or as many as the call weighs. */
  async take(caller: string, weight = 1): Promise<RateState> {
    try {
      return this.stateOf(await this.limiter.consume(caller, weight), true);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return this.stateOf(refused, false);
      throw refused;
    }
  }

  /** Whether the next call of the caller would be refused, and until when; counts nothing. */
  async exhausted(caller: string): Promise<RateState | undefined> {
    const now = await this.limiter.get(caller);
    return now && now.remainingPoints <= 0 ? this.stateOf(now, false) : undefined;
  }

  private stateOf({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): RateState {
    return {
      allowed,
      limit: this.limit,
      remaining: remainingPoints,
      resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
    };
  }
}

/**
 * The headers that tell a caller where it stands; with Retry-After when it is refused.
 *
 * @source draft-ietf-httpapi-ratelimit-headers-11
 */
export function rateHeaders(state: RateState): Record<string, string> {
  const { allowed, limit, remaining, resetSeconds } = state;
  const seconds = String(resetSeconds);
  return {
    'ratelimit-policy': `"default";q=${String(limit)};w=${String(WINDOW_SECONDS)}`,
    ratelimit: `"default";r=${String(remaining)};t=${seconds}`,
    ...(allowed ? {} : { 'retry-after': seconds }),
  };
}

import { Clock } from '#kernel';

/** The machine's clock, shifted by `offsetMs`: nought but in tests of what expires. */
export class SystemClock extends Clock {
  constructor(private readonly offsetMs: number) {
    super();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}

/** The one source of `now`. Pure code takes the instant as an argument instead. */
export abstract class Clock {
  /** The present instant, UTC, in whole milliseconds. */
  abstract now(): Date;
}

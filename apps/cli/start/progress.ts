import cliProgress from 'cli-progress';

/** Says how far the start has come: a bar on a terminal, a line a step elsewhere. */
export class Progress {
  private readonly bar: cliProgress.SingleBar | undefined;
  private done = 0;
  private share = 0;
  private size = 0;

  constructor(private readonly total: number) {
    if (!process.stderr.isTTY) return;
    this.bar = new cliProgress.SingleBar(
      { format: '{bar} {percentage} % | {step}', hideCursor: true, clearOnComplete: true },
      cliProgress.Presets.shades_classic,
    );
    this.bar.start(total, 0, { step: '' });
  }

  /** Begins a step that is `size` of the total; the one before is done. */
  step(what: string, size: number): void {
    this.done += this.size;
    this.size = size;
    this.share = 0;
    if (this.bar) this.bar.update(this.done, { step: what });
    else process.stderr.write(`${what} …\n`);
  }

  /** How much of the step is done, in [0, 1]. */
  readonly within = (share: number): void => {
    this.share = Math.max(this.share, Math.min(1, share));
    this.bar?.update(this.done + this.share * this.size);
  };

  /** Everything is done, or will not be. */
  stop(): void {
    if (this.bar) {
      this.bar.update(this.total);
      this.bar.stop();
    }
  }
}

import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** At a stop, an upload of which nothing comes for this long is broken off. */
const SILENT_MS = 1_000;
/** At a stop, an upload that still comes after this long is broken off; less than all may take. */
const STOPPED_WITHIN_MS = 20_000;
const POLL_MS = 50;

/**
 * Bodies that are read as they come. Their work outlives a client who goes away, and a client who
 * falls silent never lets them end: so when the server closes, it waits for the work itself, and
 * breaks off what nobody sends any more.
 */
export class Uploads {
  /** Calls not answered yet, with how many bytes had come when last looked at. */
  private readonly open = new Map<FastifyRequest, { readonly body: Readable; bytes: number }>();

  constructor(fastify: FastifyInstance) {
    // A call is answered even where nobody is there to hear it.
    fastify.addHook('onSend', (request, _reply, _payload, done) => {
      this.open.delete(request);
      done();
    });
    fastify.addHook('preClose', (done) => {
      void this.breakOffSilent();
      done();
    });
    fastify.addHook('onClose', () => this.untilAnswered());
  }

  /** Notes an upload, until its call is answered. */
  begin(request: FastifyRequest, body: Readable): void {
    this.open.set(request, { body, bytes: 0 });
  }

  private async breakOffSilent(): Promise<void> {
    for (let waitedMs = 0; this.open.size > 0; waitedMs += SILENT_MS) {
      for (const [request, upload] of this.open) {
        const { bytesRead } = request.raw.socket;
        // What has come and was not taken yet shows that we are slow, not the client.
        const silent = bytesRead === upload.bytes && upload.body.readableLength === 0;
        upload.bytes = bytesRead;
        const over = waitedMs >= STOPPED_WITHIN_MS;
        if ((silent || over) && !upload.body.readableEnded)
          upload.body.destroy(new Error('The upload was broken off: the server stops'));
      }
      await pause(SILENT_MS);
    }
  }

  private async untilAnswered(): Promise<void> {
    while (this.open.size > 0) await pause(POLL_MS);
  }
}

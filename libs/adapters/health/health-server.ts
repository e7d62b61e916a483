import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Log } from '#adapters/log';
import type { Readiness } from './readiness.js';

/** Where it listens; port 0: nowhere. */
interface HealthAddress {
  readonly host: string;
  readonly port: number;
}

/** `/healthz` and `/readyz` of a process that serves nothing else. */
export class HealthServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly readiness: Readiness,
    private readonly address: HealthAddress,
    private readonly log: Log,
  ) {}

  /** A port that is taken ends the start, with a message that says what to do. */
  async onApplicationBootstrap(): Promise<void> {
    const { host, port } = this.address;
    if (port === 0) return;
    const server = createServer((request, reply) => {
      void this.answer(request.url ?? '', reply);
    });
    try {
      await once(server.listen({ host, port }), 'listening');
    } catch (fault) {
      this.log.fatal(
        { host, port },
        'the port is taken: stop what listens there, or choose another',
      );
      throw fault;
    }
    this.server = server;
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }

  private async answer(path: string, reply: ServerResponse): Promise<void> {
    if (path === '/healthz') send(reply, 200, { status: 'alive' });
    else if (path === '/readyz') await this.answerReady(reply);
    else send(reply, 404, { status: 'not-found' });
  }

  private async answerReady(reply: ServerResponse): Promise<void> {
    const missing = await this.readiness.missing();
    for (const { need, why } of missing) this.log.warn({ need, err: why }, 'not ready');
    if (missing.length === 0) send(reply, 200, { status: 'ready' });
    else send(reply, 503, { status: 'not-ready', missing: missing.map(({ need }) => need) });
  }
}

function send(reply: ServerResponse, status: number, body: object): void {
  reply.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  reply.end(JSON.stringify(body));
}

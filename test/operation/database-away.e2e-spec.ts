import { jest } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { testEnvironment } from '../support/environment.js';
import { newTenant, until } from '../support/harness.js';
import { call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';

jest.setTimeout(120_000);

const lines: Line[] = [];
afterAll(async () => {
  await endOwnApps();
  await Promise.all(lines.map((line) => line.cut()));
});

/** The line between an app and the database, which can be cut and mended. */
class Line {
  private readonly open = new Set<Socket>();
  private server: Server | undefined;
  port = 0;

  static async lay(): Promise<Line> {
    const line = new Line();
    lines.push(line);
    await line.mend();
    return line;
  }

  async mend(): Promise<void> {
    const { hostname, port } = new URL(testEnvironment().adminUrl);
    this.server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const [one, other] of [[near, far] as const, [far, near] as const]) {
        this.open.add(one);
        one.on('error', () => other.destroy()).on('close', () => other.destroy());
        one.pipe(other);
      }
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** What is under way breaks off, and who comes anew finds nobody. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.open) socket.destroy();
    this.open.clear();
    await closed;
  }

  /** An address of the database, by this line. */
  through(address: string): string {
    const url = new URL(address);
    [url.hostname, url.port] = ['127.0.0.1', String(this.port)];
    return url.href;
  }
}

/** Guards callers from a process that takes their calls and cannot answer one of them. */
it('is not ready while the database is away, lives on, and is ready when it is back', async () => {
  const line = await Line.lay();
  const { environment } = testEnvironment();
  const names = ['DATABASE_URL', 'CONTROL_URL', 'RELAY_URL', 'QUEUE_URL'];
  const api = await startOwnApp(
    'api',
    Object.fromEntries(names.map((name) => [name, line.through(environment[name] ?? '')])),
  );
  const { key } = await newTenant();
  const ask = (path: string) => call(key, path, { apiUrl: api.url });
  const work = () => ask('/v1/subjects?reference=nobody');
  expect((await ask('/readyz')).body).toEqual({ status: 'ready' });
  expect((await work()).status).toBe(404);

  await line.cut();

  const away = await ask('/readyz');
  expect(away.status).toBe(503);
  expect(away.body).toMatchObject({ code: 'not-ready' });
  expect((away.body['details'] as { missing: string[] }).missing).toEqual(
    expect.arrayContaining(['database', 'control', 'queue', 'migrations']),
  );
  expect(away.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(await ask('/healthz')).toMatchObject({ status: 200, body: { status: 'alive' } });
  const failed = await work();
  expect(failed.status).toBeGreaterThanOrEqual(500);
  for (const { text } of [away, failed]) {
    expect(text).not.toContain('ECONN');
    expect(text).not.toContain(String(line.port));
  }

  await line.mend();

  await until('the api to be ready', async () => (await ask('/readyz')).status === 200);
  expect((await work()).status).toBe(404);
  expect(await api.end('SIGTERM')).toBe(0);
});

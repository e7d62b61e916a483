import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';

jest.setTimeout(120_000);

const ROOT = join(import.meta.dirname, '..', '..');

async function endOf(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** `pid start-time`, as a start writes it. */
function thisProcess(): string {
  const pid = String(process.pid);
  if (process.platform !== 'linux') return `${pid} alive`;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
}

/** A clone with nothing in it but what installs it. */
function bareClone(): string {
  const clone = mkdtempSync(join(tmpdir(), 'assay-clone-'));
  for (const path of ['apps/cli/bootstrap', 'apps/cli/bootstrap.mjs'])
    cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  const named = { name: 'bare', version: '1.0.0' };
  const lock = { ...named, lockfileVersion: 3, requires: true, packages: { '': named } };
  writeFileSync(join(clone, 'package.json'), JSON.stringify({ ...named, type: 'module' }));
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(lock));
  mkdirSync(join(clone, '.data'));
  return clone;
}

/** Guards whoever has Assay running: its packages must not vanish from under it. */
it('installs nothing under a start that runs, and installs once it has ended', async () => {
  const clone = bareClone();
  try {
    const install = () => {
      const { DATA_DIR: _, ...env } = process.env;
      return endOf(
        spawn(process.execPath, ['apps/cli/bootstrap.mjs', 'install'], { cwd: clone, env }),
      );
    };
    const lock = join(clone, '.data', 'start.lock');
    writeFileSync(lock, thisProcess());
    const refused = await install();
    expect(refused.code).toBe(1);
    expect(refused.said).toContain(`(process ${String(process.pid)}) runs on them: stop it first`);
    expect(refused.said).not.toContain('Installing');

    writeFileSync(lock, `${String(process.pid)} of-an-earlier-process`);
    if (process.platform !== 'linux') rmSync(lock);
    expect((await install()).said).toContain('Installing');
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});

/** Guards the machine of whoever kills a command that hangs: nothing of it may run on unseen. */
it('leaves no command running when what started it is killed', async () => {
  // A database that takes the connection and says nothing keeps the command waiting.
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const url = `postgres://nobody@127.0.0.1:${String(port)}/none`;
  const names = ['DATABASE_ADMIN_URL', 'DATABASE_URL', 'CONTROL_URL', 'RELAY_URL', 'QUEUE_URL'];
  const env = { ...process.env, ...Object.fromEntries(names.map((name) => [name, url])) };
  const connected = once(silent, 'connection') as Promise<[Socket]>;
  const bootstrap = spawn(process.execPath, ['apps/cli/bootstrap.mjs', 'cli', 'migrate'], {
    cwd: ROOT,
    env,
    stdio: 'ignore',
  });
  try {
    const [socket] = await connected;
    socket.on('error', () => undefined);
    socket.resume();
    const gone = once(socket, 'close');

    bootstrap.kill('SIGKILL');

    await gone;
    expect(socket.destroyed).toBe(true);
  } finally {
    bootstrap.kill('SIGKILL');
    silent.close();
  }
});

import { createServer } from 'node:net';
import { LocalFault } from './local-fault.js';

/** Local services listen here and nowhere else. */
export const HOST = '127.0.0.1';

const PORTS_TRIED = 200;

/** The first port from `first` on that no program listens on. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + PORTS_TRIED; port++) if (await isFree(port)) return port;
  throw new LocalFault(`None of the ports ${first} to ${first + PORTS_TRIED - 1} is free.`);
}

/** Whether no program listens on a port of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, HOST, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

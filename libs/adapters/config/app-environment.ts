import { once } from 'node:events';
import { type Environment, processEnvironment } from './load-config.js';

/** Set for an app that is to wait for its environment on the channel to its supervisor. */
export const ENVIRONMENT_BY_CHANNEL = 'ASSAY_ENVIRONMENT_BY_CHANNEL';

/**
 * What an app is configured by: its own environment, or the one that its supervisor sends when it
 * knows it. So an app loads its code while its database is still being brought up.
 */
export async function appEnvironment(): Promise<Environment> {
  const own = processEnvironment();
  if (own[ENVIRONMENT_BY_CHANNEL] === undefined || process.send === undefined) return own;
  // Until then the channel alone keeps this process alive.
  process.channel?.ref();
  const [sent] = (await once(process, 'message')) as [Environment];
  process.channel?.unref();
  return sent;
}

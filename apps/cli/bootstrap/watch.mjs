import { existsSync, watch as watchFiles } from 'node:fs';
import { join } from 'node:path';
import { build, ROOMS } from './build.mjs';
import { explain } from './explain.mjs';
import { ROOT } from './place.mjs';
import { startNode } from './run.mjs';

/** An editor writes a file in several steps, a checkout many files: one build for them all. */
const QUIET_MS = 200;

/** `npm run dev`: rebuilds on every change, and restarts all apps once a build has gone through. */
export function watch(args) {
  return new Promise((resolve) => {
    let app;
    let ending = false;
    let waiting;

    const startApp = () => {
      app = startNode(['dist/apps/cli/main.js', 'start', ...args], { detached: true });
      app.on('exit', () => {
        app = undefined;
        if (ending) resolve(0);
      });
    };
    const restart = async () => {
      try {
        await build();
      } catch (error) {
        // The next change may mend it; what runs goes on.
        return console.error(explain(error));
      }
      if (ending) return;
      if (!app) return startApp();
      app.once('exit', () => !ending && startApp());
      app.kill('SIGTERM');
    };
    const watchers = ROOMS.filter((room) => existsSync(join(ROOT, room))).map((room) =>
      watchFiles(join(ROOT, room), { recursive: true }, () => {
        clearTimeout(waiting);
        waiting = setTimeout(restart, QUIET_MS);
      }),
    );
    const end = () => {
      if (ending) return;
      ending = true;
      clearTimeout(waiting);
      for (const watcher of watchers) watcher.close();
      if (app) app.kill('SIGINT');
      else resolve(0);
    };

    startApp();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  });
}

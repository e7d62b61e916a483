import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { copyAssets } from './build.mjs';
import { ROOT } from './place.mjs';
import { startNode } from './run.mjs';

const TSC = join('node_modules', 'typescript', 'bin', 'tsc');
const BUILT = 'Watching for file changes';

/** `npm run dev`: rebuilds on every change, and restarts all apps once a build has gone through. */
export function watch(args) {
  return new Promise((resolve) => {
    const compiler = spawn(
      process.execPath,
      [TSC, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    );
    let app;
    let ending = false;

    const startApp = () => {
      app = startNode(['dist/apps/cli/main.js', 'start', ...args], { detached: true });
      app.on('exit', () => {
        app = undefined;
        if (ending) resolve(0);
      });
    };
    const restart = () => {
      if (ending) return;
      copyAssets();
      if (!app) return startApp();
      app.once('exit', () => !ending && startApp());
      app.kill('SIGTERM');
    };
    const end = () => {
      if (ending) return;
      ending = true;
      compiler.kill();
      if (app) app.kill('SIGINT');
      else resolve(0);
    };

    compiler.stdout.on('data', (text) => {
      process.stdout.write(text);
      if (String(text).includes(BUILT)) restart();
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  });
}

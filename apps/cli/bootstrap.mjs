/**
 * What `npm start`, `npm test` and the other commands run first. Plain Node, before anything is
 * installed: it installs, builds, then runs the command and passes signals and exit code on.
 * Each step is skipped when the stamp of what it was made from still matches.
 */
import { build } from './bootstrap/build.mjs';
import { explain, Stop } from './bootstrap/explain.mjs';
import { install } from './bootstrap/install.mjs';
import { alone, ROOT } from './bootstrap/place.mjs';
import { runNode } from './bootstrap/run.mjs';
import { runTests } from './bootstrap/tests.mjs';
import { watch } from './bootstrap/watch.mjs';

const CLI = 'dist/apps/cli/main.js';

const COMMANDS = {
  start: { installs: 'run', run: (args) => runNode([CLI, 'start', ...args]) },
  reset: { installs: 'run', run: (args) => runNode([CLI, 'reset', ...args]) },
  cli: { installs: 'run', run: (args) => runNode([CLI, ...args], { sharesTerminal: true }) },
  install: { installs: 'full', builds: false, run: () => 0 },
  dev: { installs: 'full', run: watch },
  bench: { installs: 'full', run: (args) => runNode(['dist/bench/main.js', ...args]) },
  test: { installs: 'full', run: runTests },
};

/** require() of ES modules, which several packages need, came with these. */
function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const able = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (!able)
    throw new Stop(
      `Node ${process.versions.node} is too old: Assay needs Node 20.19 or later of 20, ` +
        '22.12 or later of 22, or 24. Install one (https://nodejs.org) and run this again.',
    );
}

try {
  const [name, ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command)
    throw new Stop(`No command ${name}; there are ${Object.keys(COMMANDS).join(', ')}.`);
  refuseOldNode();
  process.chdir(ROOT);
  await alone(async () => {
    await install(command.installs);
    if (command.builds !== false) await build();
  });
  process.exitCode = await command.run(args);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

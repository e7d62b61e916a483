/** The one list of capabilities, left to right: each may import those before it. */
const CAPABILITIES = [
  'audit',
  'tenancy',
  'identity',
  'subjects',
  'lending',
  'consent',
  'sharing',
  'models',
  'scoring',
  'deciding',
  'delivery',
  'catalogue',
];
const ENGINES = [
  'consent-engine',
  'score-engine',
  'learn-engine',
  'proof-engine',
  'simulator',
  'words',
];
/** What an engine may import of the others, beside the kernel. */
const ENGINE_MAY = { 'learn-engine': ['score-engine'], words: ['score-engine', 'consent-engine'] };

const any = (names) => `(?:${names.join('|')})`;
const PURE_PACKAGES = '^node_modules/(?:@types/)?(?:zod|luxon|canonicalize|@bufbuild/protobuf)/';
const SPEC = '[.]spec[.]tsx?$';

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const engineRules = ENGINES.map((engine) =>
  forbid(
    'engines-are-pure',
    'An engine imports the kernel, the engines named for it, and zod, luxon, canonicalize, protobuf.',
    { path: `^libs/${engine}/`, pathNot: SPEC },
    {
      pathNot: [`^libs/${any(['kernel', engine, ...(ENGINE_MAY[engine] ?? [])])}/`, PURE_PACKAGES],
    },
  ),
);

const orderRules = CAPABILITIES.slice(0, -1).map((capability, at) =>
  forbid(
    'capabilities-in-order',
    'A capability imports those on its left; it tells those on its right by an event.',
    { path: `^libs/${capability}/` },
    { path: `^libs/${any(CAPABILITIES.slice(at + 1))}/` },
  ),
);

export default {
  forbidden: [
    forbid('no-cycles', 'Imports never go round.', {}, { circular: true }),
    forbid(
      'kernel-imports-nothing',
      'The kernel stands on nothing but canonical JSON.',
      { path: '^libs/kernel/', pathNot: SPEC },
      { pathNot: ['^libs/kernel/', '^node_modules/canonicalize/'] },
    ),
    ...engineRules,
    forbid(
      'adapters-know-no-capability',
      'An adapter knows the outside world, not what we do with it.',
      { path: '^libs/adapters/' },
      { path: `^libs/${any(CAPABILITIES)}/` },
    ),
    ...orderRules,
    forbid(
      'libs-never-import-apps',
      'Apps are doors: nothing behind them knows of them.',
      { path: '^libs/' },
      { path: '^(?:apps|test|bench)/' },
    ),
    forbid(
      'apps-stand-alone',
      'An app is a process of its own and imports no other.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid(
      'front-door-only',
      'A lib is entered by its index.ts.',
      { path: '^(?:libs/(adapters/[^/]+|[^/]+)|apps|test|bench)/' },
      {
        path: '^libs/',
        pathNot: ['^libs/(?:adapters/)?[^/]+/index[.]ts$', '^libs/$1/'],
      },
    ),
    forbid('nothing-unresolved', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

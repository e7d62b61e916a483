/** Rules (`.spec.ts`, beside the code) need nothing; behaviour (`test/`) runs against the built apps. */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: {
          legacyDecorator: true,
          react: { runtime: 'automatic', importSource: 'preact' },
        },
        target: 'es2023',
      },
      module: { type: 'es6' },
    },
  ],
};
const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['node', 'source'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform,
};
/** A slow machine is no fault: what hangs is ended, what is slow is waited for. */
const TEST_TIMEOUT_MS = 180_000;

export default {
  testTimeout: TEST_TIMEOUT_MS,
  projects: [
    {
      ...common,
      displayName: 'rules',
      testMatch: ['<rootDir>/{libs,apps,bench}/**/*.spec.ts', '<rootDir>/test/house/**/*.spec.ts'],
    },
    {
      ...common,
      displayName: 'behaviour',
      testMatch: ['<rootDir>/test/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
};

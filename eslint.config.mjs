import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const PURE = [
  'libs/kernel/**/*.{ts,tsx}',
  'libs/*-engine/**/*.{ts,tsx}',
  'libs/simulator/**/*.{ts,tsx}',
  'libs/words/**/*.{ts,tsx}',
];
const TESTS = ['**/*.spec.ts', '**/*.spec.tsx', 'test/**/*.ts', 'bench/**/*.ts'];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'No default exports: a name is the same wherever it is imported.',
};
const noSetConfig = [
  'Literal[value=/set_config/i]',
  'TemplateElement[value.raw=/set_config/i]',
].map((selector) => ({
  selector,
  message: 'A cell is entered by app.enter_cell alone; a distributed database misses set_config.',
}));
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is parsed once, in libs/adapters/config, and passed on.',
};
const noVisit = {
  selector: "CallExpression[callee.property.name='visit']",
  message: "Only consent and sharing enter another institution's cell.",
};
const impure = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: '`now` is an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: '`now` is an argument.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: '`seed` is an argument.',
  },
];
const impureGlobals = ['fetch', 'process', 'performance', 'setTimeout', 'setInterval'].map(
  (name) => ({ name, message: 'The kernel and the engines are pure.' }),
);

/** One rule holds every ban: a later block's list replaces an earlier one's, so each is whole. */
const banned = (...selectors) => ({
  'no-restricted-syntax': ['error', noDefaultExport, ...noSetConfig, ...selectors],
});

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', '.data/', '.cache/']),
  js.configs.recommended,
  {
    // Plain Node: the settings, and what runs before anything is installed.
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'performance', 'setTimeout', 'clearTimeout', 'URL'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // An index may miss and its type does not say so (if it did, every read of a typed array
      // would need an assertion): who looks whether a row is there must not be told off.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A parser's type by its number in the catalogue is how pg's own documentation names it.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A Nest module is a class with a decorator and nothing in it.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest's options are classes that nobody is expected to build.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A port's method is async for all that implement it, whether or not this one awaits.
      '@typescript-eslint/require-await': 'off',
      complexity: ['error', 10],
      'max-depth': ['error', 3],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 50],
      'max-params': ['error', 4],
      ...banned(noEnvironment, noVisit),
    },
  },
  { files: ['libs/adapters/config/**'], rules: banned(noVisit) },
  { files: ['libs/consent/**', 'libs/sharing/**'], rules: banned(noEnvironment) },
  {
    files: PURE,
    rules: {
      ...banned(noEnvironment, noVisit, ...impure),
      'no-restricted-globals': ['error', ...impureGlobals],
    },
  },
  {
    // A migration is one list of statements, read from top to bottom.
    files: ['libs/**/migrations/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Tests read what the world answers, and make the environments of the processes they start.
    files: TESTS,
    rules: {
      ...banned(),
      'no-restricted-globals': 'off',
      complexity: ['error', 15],
      'max-lines': ['error', 600],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);

import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

/**
 * The arrows of the house point one way: renderer → shared ← electron/vault, server → shared. What a folder may
 * import stands here and nowhere else; `test/unit/borders.test.ts` shows that a forbidden import fails.
 */
const mayImport = {
  domain: ['domain', 'codes'],
  protocol: ['protocol', 'domain'],
  bridge: ['bridge', 'domain'],
  main: ['main', 'bridge'],
  preload: ['preload', 'bridge'],
  vault: ['vault', 'bridge', 'domain', 'protocol'],
  renderer: ['renderer', 'bridge', 'domain', 'codes'],
  server: ['server', 'domain', 'protocol', 'codes'],
  scripts: ['scripts', 'bench', 'server', 'bridge', 'domain', 'protocol', 'codes'],
  bench: ['bench', 'test', 'scripts', 'server', 'vault', 'bridge', 'domain', 'protocol', 'codes'],
  test: [
    'test',
    'bench',
    'scripts',
    'server',
    'main',
    'preload',
    'vault',
    'renderer',
    'bridge',
    'domain',
    'protocol',
    'codes',
  ],
};

const elements = [
  { type: 'domain', pattern: 'shared/domain' },
  { type: 'protocol', pattern: 'shared/protocol' },
  { type: 'bridge', pattern: 'shared/bridge' },
  { type: 'main', pattern: 'electron/main' },
  { type: 'preload', pattern: 'electron/preload' },
  { type: 'vault', pattern: 'electron/vault' },
  { type: 'renderer', pattern: 'renderer' },
  { type: 'server', pattern: 'server' },
  { type: 'scripts', pattern: 'scripts' },
  { type: 'codes', pattern: 'resources' },
  // Before `test`: the first pattern that matches names the element.
  { type: 'bench', pattern: 'test/bench' },
  { type: 'test', pattern: 'test' },
];

const policies = Object.entries(mayImport).map(([from, to]) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: to } } } },
}));

const nodeModules = [{ regex: '^node:', message: 'The page is sandboxed: nothing of Node is there.' }];
const onlyPure = [
  ...nodeModules,
  { regex: '^(?!\\.|zod$)', message: 'shared/domain is pure: it imports nothing but zod and itself.' },
];

export default defineConfig(
  { ignores: ['node_modules', 'build', 'dist', 'out', '**/*.d.mts'] },
  js.configs.recommended,
  ts.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // An index that was just checked is clearer asserted than wrapped in a second check.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['{shared,electron,renderer,server,scripts,test}/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': elements,
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] } },
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', policies }] },
  },
  { files: ['shared/domain/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: onlyPure }] } },
  { files: ['renderer/**/*.{ts,tsx}'], rules: { 'no-restricted-imports': ['error', { patterns: nodeModules }] } },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
      },
    },
  },
);

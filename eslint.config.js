import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { importRule } from './scripts/lint/import-rule.mjs';

export default typescript.config(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      'tests/fixtures/',
    ],
  },
  typescript.configs.recommended,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-empty-pattern': 'error',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-useless-return': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
    rules: {
      // Svelte's own form of the rule knows that `let` is how properties are declared.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // Reports every Set and Map, also those that live within one function.
      'svelte/prefer-svelte-reactivity': 'off',
      // `{' '}` keeps a space that the formatter would otherwise move or drop.
      'svelte/no-useless-mustaches': 'off',
    },
  },
  {
    files: ['src-*/**'],
    plugins: { unroll: { rules: { layers: importRule } } },
    rules: { 'unroll/layers': 'error' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);

import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd: root });

/** What the linter of this repository says about imports in a file at the given place. */
async function importProblems(file: string, code: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return messages.filter(({ ruleId }) => ruleId === 'unroll/layers').map(({ message }) => message);
}

describe('the linter', () => {
  it.each([
    ['src-renderer/views/run/x.ts', "export { a } from '../../../src-main/history/a';", 'src-main/history'],
    ['src-main/engine/model/x.ts', "import '../../history';", 'src-main/history'],
    ['src-main/history/x.ts', "export const a = import('../engine/job');", 'src-main/engine'],
    ['src-shared/domain/x.ts', "export * from '../../src-main/engine/job';", 'src-main/engine'],
    ['src-renderer/charts/x.ts', "import '../state/router.svelte';", 'src-renderer/state'],
    ['src-main/engine/x.ts', "import 'electron';", 'electron'],
    ['src-main/cli/x.ts', "import '@tensorflow/tfjs-core';", '@tensorflow/tfjs-core'],
    ['src-renderer/client/x.ts', "import 'node:fs';", 'node:fs'],
  ])('reports in %s: %s', async (file, code, forbidden) => {
    const problems = await importProblems(file, code);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`must not import ${forbidden}`);
  });

  it.each([
    ['src-main/engine/model/x.ts', "import '../../../src-shared/domain/errors'; import '../tensor/scope';"],
    ['src-main/cli/x.ts', "import '../engine/job'; import '../history';"],
    ['src-renderer/views/run/x.ts', "import '../../charts/axes'; import '../../state/router.svelte';"],
    ['tests/unit/x.test.ts', "import '../../src-main/engine/job'; import '../../src-shared/format/time';"],
  ])('accepts in %s: %s', async (file, code) => {
    expect(await importProblems(file, code)).toEqual([]);
  });
});

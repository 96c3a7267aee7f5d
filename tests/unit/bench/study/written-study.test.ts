import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inCheckout } from '../../../../bench/checkout';
import { studyFiles } from '../../../../bench/study/document/write-study';
import { savedRecords } from '../../../../bench/study/record';

it('docs/study.md and its figures are what the kept records make', { timeout: 60_000 }, () => {
  const files = studyFiles(savedRecords());
  const figures = readdirSync(inCheckout('docs', 'study')).filter((name) => name.endsWith('.svg'));
  expect(files.map(({ path }) => path).toSorted()).toEqual(
    ['docs/study.md', ...figures.map((name) => `docs/study/${name}`)].toSorted(),
  );
  const changed = files.filter(
    ({ path, text }) => !existsSync(inCheckout(path)) || readFileSync(inCheckout(path), 'utf8') !== text,
  );
  expect(changed.map(({ path }) => path)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BENCHMARKS } from '../../../../bench/benchmarks';
import { inCheckout } from '../../../../bench/checkout';
import { withSections } from '../../../../bench/report/document';

const text = '# Title\n\n<!-- bench:peers -->\n\nold\n\n<!-- end of bench:peers -->\n\nAfter.\n';

describe('a section of the document', () => {
  it('replaces what stands between its markers and nothing else', () => {
    expect(withSections(text, [{ name: 'peers', markdown: 'new' }], 'x.md')).toBe(text.replace('old', 'new'));
  });

  it('can be written again without a change', () => {
    const once = withSections(text, [{ name: 'peers', markdown: 'new' }], 'x.md');
    expect(withSections(once, [{ name: 'peers', markdown: 'new' }], 'x.md')).toBe(once);
  });

  it('without markers is an error that names file and markers', () => {
    expect(() => withSections(text, [{ name: 'data', markdown: 'new' }], 'x.md')).toThrow(
      /^x\.md: there is no place for data; it needs the lines <!-- bench:data --> and/,
    );
  });
});

it('docs/performance.md has the tables that the kept results make', () => {
  const file = inCheckout('docs', 'performance.md');
  const document = readFileSync(file, 'utf8');
  const sections = BENCHMARKS.flatMap((benchmark) => benchmark.section() ?? []);
  expect(withSections(document, sections, file)).toBe(document);
});

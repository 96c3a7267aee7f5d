import { describe, expect, it } from 'vitest';
import { dataBlocks, sha256 } from '../../../../src-main/engine/report/data-blocks';
import { renderPage, REPORT_FORMAT } from '../../../../src-main/engine/report/page';
import { verifyReport } from '../../../../src-main/engine/report/verify';
import { sampleReport } from './samples';

const page = renderPage(sampleReport());

/** Names of what differs. */
function differing(text: string): string[] {
  return verifyReport(text, '0.1.0')
    .items.filter(({ agreement }) => agreement !== 'identical')
    .map(({ name }) => name);
}

/** The page after one edit, which must change something. */
function edited(pattern: string | RegExp, replacement: string): string {
  const text = page.replace(pattern, replacement);
  expect(text).not.toBe(page);
  return text;
}

describe('verification', () => {
  it('finds that a page as it was written agrees in every item', () => {
    const { items, study } = verifyReport(page, '0.1.0');
    expect(items.filter(({ agreement }) => agreement !== 'identical')).toEqual([]);
    expect(study).toBe('A study');
    expect(items.length).toBeGreaterThan(40);
    expect(items.map(({ name }) => name)).toContain('evaluation as recorded: LSTM + attention, greedy');
  });

  it('names the table in which a digit was changed, with the line and both texts', () => {
    const text = edited('>61.29%<', '>71.29%<');
    expect(differing(text)).toEqual(['overview: runs']);
    const item = verifyReport(text, '0.1.0').items.find(({ name }) => name === 'overview: runs')!;
    const line = text.split('\n').findIndex((shown) => shown.includes('71.29%')) + 1;
    expect(item.detail).toMatch(new RegExp(`^line ${line} has “.*71\\.29%.*” where .*“.*61\\.29%`));
  });

  it.each([
    ['an interval', /\[-?[\d.]+, /, '[0.01, ', 'comparison: metrics, greedy'],
    [
      'a p-value',
      /(?<=<\/span><\/td>\s*)<td>[01]\.\d{4}<\/td>/,
      '<td>0.0001</td>',
      'comparison: differences, LSTM + attention against LSTM, greedy',
    ],
    ['a curve', /d="M48 [\d.]+L/, 'd="M48 1L', 'training: training loss, and teacher-forced validation loss'],
    ['a finding', 'Outputs are short', 'Outputs are long', 'diagnosis: LSTM'],
    ['a shown hash', 'abababab', 'abababac', 'hashes: files of the runs'],
    ['the stylesheet', 'padding: 0', 'padding: 1', 'head'],
    ['the policy', 'default-src', 'xdefault-src', 'head'],
    ['an added script', '</main>', '<script>alert(1)</script></main>', 'end'],
    ['a removed marker', '<!--overview: runs-->', '', 'overview: runs'],
  ])('names the part in which %s was changed', (_, pattern, replacement, name) => {
    expect(differing(edited(pattern, replacement))).toContain(name);
  });

  it('names the block of a changed prediction, and what no longer follows from it', () => {
    const names = differing(edited('"hypothesis":"y = 3"', '"hypothesis":"x = 3"'));
    expect(names).toContain('hash of data: predictions/run-lstm/greedy');
    expect(names).toContain('evaluation as recorded: LSTM, greedy');
    expect(names).toContain('comparison: metrics, greedy');
    expect(names).not.toContain('hash of data: predictions/run-lstm-attention/greedy');
    expect(names).not.toContain('training: epochs of LSTM');
  });

  it('names what follows from predictions also where hashes were made to fit', () => {
    const block = dataBlocks(sampleReport()).find(({ name }) => name === 'predictions/run-lstm/greedy')!;
    const changed = block.text.replace('"hypothesis":"y = 3"', '"hypothesis":"x = 3"');
    const text = page.replace(block.text, changed).replaceAll(sha256(block.text), sha256(changed));
    expect(differing(text)).toContain('evaluation as recorded: LSTM, greedy');
    expect(differing(text)).toContain('comparison: metrics, greedy');
  });

  it('names the block whose hash was changed in the manifest', () => {
    const [manifest] = /{"format".*/.exec(page)!;
    const hash = /"name":"curves","bytes":\d+,"sha256":"(\w+)"/.exec(manifest)![1];
    const text = edited(
      hash,
      hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    );
    expect(differing(text)).toEqual(['hash of data: curves', 'head']);
  });

  it.each([0.5, 0.9, 0.999])('says that a file was cut at %d of its length', (share) => {
    const names = differing(page.slice(0, Math.floor(share * page.length)));
    expect(names).toContain('end of the file');
  });

  it('names the blocks that a cut took', () => {
    const names = differing(page.slice(0, page.indexOf('<!--data: examples-->')));
    expect(names).toContain('hash of data: examples');
    expect(names).not.toContain('hash of data: curves');
  });

  it.each(['\n', ' ', '<!-- more -->'])('sees what was added at the end: %j', (added) => {
    expect(differing(`${page}${added}`)).not.toEqual([]);
  });

  it('survives data that are JSON but make no report', () => {
    const names = differing(edited(/("id":"run-lstm",)/, '"id":"other",'));
    expect(names).toContain('page');
  });

  it.each(['', 'hello', '<!doctype html><html></html>'])('refuses what is no report: %j', (text) => {
    expect(() => verifyReport(text, '0.1.0')).toThrow(/no report of Unroll/);
  });

  it('says which version wrote a report that this one cannot draw', () => {
    expect(() => verifyReport(page, '0.2.0')).toThrow(
      `written by Unroll 0.1.0 (report format ${REPORT_FORMAT}); this is Unroll 0.2.0`,
    );
    const later = edited(`{"format":${REPORT_FORMAT},`, `{"format":${REPORT_FORMAT + 1},`);
    expect(() => verifyReport(later, '0.1.0')).toThrow(
      new RegExp(
        `report format ${REPORT_FORMAT + 1}\\).*this is Unroll 0\\.1\\.0 \\(format ${REPORT_FORMAT}\\)`,
      ),
    );
  });

  it('says that the manifest cannot be read', () => {
    expect(() => verifyReport(edited(/("format":\d+,)/, '$1,'), '0.1.0')).toThrow(/manifest/);
  });
});

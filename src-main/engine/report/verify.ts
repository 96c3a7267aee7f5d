import { UserError } from '../../../src-shared/domain/errors';
import {
  itemUnless,
  type ReportVerification,
  type VerifiedItem,
} from '../../../src-shared/domain/verification';
import { type DataBlock, dataFromBlocks, sha256 } from './data-blocks';
import { MANIFEST_ID, type Manifest, REPORT_FORMAT, dataTag, joinParts, pageParts } from './page';
import { compareParts } from './page-difference';
import { recordedDifferences } from './recorded';
import { recompute } from './recomputed';
import type { ReportData } from '../../../src-shared/domain/report';

const BLOCK_END = '\n</script>\n';

/**
 * Looks whether a report still is what was written: embedded data by their hashes, what was recorded of evaluations by
 * the embedded predictions, and every part of the page by drawing it again from the embedded data.
 *
 * @throws UserError when the text is no report, or one of another version of Unroll.
 */
export function verifyReport(text: string, application: string): ReportVerification {
  const manifest = readManifest(text, application);
  const blocks = manifest.blocks.map((block) => ({ ...block, text: blockText(text, block.name) }));
  const hashes = blocks.map((block) => itemUnless(`hash of data: ${block.name}`, hashProblem(block)));
  const read = readData(blocks);
  if ('problem' in read)
    return { study: null, items: [...hashes, cutItem(text), itemUnless('page', read.problem)] };
  return { study: read.data.study.name, items: [...hashes, cutItem(text), ...drawnItems(text, read.data)] };
}

function readManifest(text: string, application: string): Manifest {
  const json = text.startsWith('<!doctype html>') ? blockText(text, MANIFEST_ID) : null;
  if (json === null) throw new UserError('This is no report of Unroll, or its beginning is missing');
  const manifest = parseManifest(json);
  if (manifest.format !== REPORT_FORMAT || manifest.application !== application)
    throw new UserError(
      `This report was written by Unroll ${manifest.application} (report format ${manifest.format}); this is Unroll ` +
        `${application} (format ${REPORT_FORMAT}), which draws pages otherwise. Verify it with the version that wrote it`,
    );
  return manifest;
}

function parseManifest(json: string): Manifest {
  try {
    const { format, application, blocks } = JSON.parse(json) as Manifest;
    const isBlock = (block: Manifest['blocks'][number]) =>
      typeof block.name === 'string' && typeof block.sha256 === 'string';
    if (typeof format === 'number' && typeof application === 'string' && blocks.every(isBlock))
      return { format, application, blocks };
  } catch {
    // Told below, as any other manifest that says something else.
  }
  throw new UserError('The report’s manifest (its first embedded block) was changed: it cannot be read');
}

/** Between the block's tags; null where it is missing or cut. */
function blockText(text: string, name: string): string | null {
  const tag = `${dataTag(name)}\n`;
  const start = text.indexOf(tag);
  const end = start < 0 ? -1 : text.indexOf(BLOCK_END, start);
  return end < 0 ? null : text.slice(start + tag.length, end);
}

function hashProblem({
  text,
  sha256: expected,
}: Manifest['blocks'][number] & { text: string | null }): string | null {
  if (text === null) return 'the block is missing or cut';
  const found = sha256(text);
  return found === expected
    ? null
    : `its SHA-256 is ${found.slice(0, 16)}…, the manifest says ${expected.slice(0, 16)}…`;
}

function cutItem(text: string): VerifiedItem {
  const isWhole = text.endsWith('</body></html>\n');
  return itemUnless('end of the file', isWhole ? null : 'the file is cut: its last line is missing');
}

type Read = { readonly data: ReportData } | { readonly problem: string };

function readData(blocks: readonly { readonly name: string; readonly text: string | null }[]): Read {
  const whole = blocks.filter((block): block is DataBlock => block.text !== null);
  if (whole.length < blocks.length || blocks.length === 0)
    return { problem: 'it cannot be drawn again, as embedded data are missing' };
  try {
    return { data: dataFromBlocks(whole) };
  } catch (error) {
    return {
      problem: `it cannot be drawn again: embedded data cannot be read (${(error as Error).message})`,
    };
  }
}

function drawnItems(text: string, data: ReportData): VerifiedItem[] {
  try {
    const results = recompute(data);
    const parts = pageParts(data, results);
    const items = [...recordedDifferences(results), ...compareParts(text, parts)];
    const isEqual = text === joinParts(parts);
    const isNamed = items.some(({ agreement }) => agreement === 'differs');
    return isEqual || isNamed
      ? items
      : [...items, itemUnless('page', 'its bytes are not those that are drawn from the embedded data')];
  } catch (error) {
    return [
      itemUnless('page', `it cannot be drawn again from the embedded data (${(error as Error).message})`),
    ];
  }
}

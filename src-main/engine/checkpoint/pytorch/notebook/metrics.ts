import type { Architecture } from '../../../../../src-shared/domain/architecture';
import { UserError } from '../../../../../src-shared/domain/errors';
import type { MetricsElsewhere } from '../../../../../src-shared/domain/import';
import { architectureOf, decoderOf } from './names';

/** A row of a table of metrics, with the architecture that its name tells of. */
export interface MetricsRow extends MetricsElsewhere {
  readonly architecture: Architecture | null;
}

const MOST_ROWS = 10_000;

/**
 * Reads a table whose rows are models and whose columns are metrics, such as a notebook's `model_comparison.csv`.
 * @param file the name under which the rows are kept
 * @throws UserError naming `origin` and the line that is no row of the table.
 */
export function readMetrics(text: string, file: string, origin: string): MetricsRow[] {
  const [titles = [], ...lines] = parseLines(text, origin);
  const labelColumn = Math.max(
    0,
    titles.findIndex((title) => /model|architecture/i.test(title)),
  );
  return lines.map((cells, index) => {
    if (cells.length !== titles.length)
      throw new UserError(
        `${origin}: row ${index + 2} has ${cells.length} cells where the titles are ${titles.length}`,
      );
    const values = titles
      .map((title, column) => [title, numberIn(cells[column])] as const)
      .filter((entry): entry is readonly [string, number] => entry[1] !== null);
    const label = cells[labelColumn];
    return {
      label,
      architecture: architectureOf(label),
      decoder: decoderOf(label),
      values: Object.fromEntries(values.filter(([title]) => title !== titles[labelColumn])),
      file,
    };
  });
}

/** `12.5` and `12.5%`; null for anything else. */
function numberIn(cell: string): number | null {
  const text = cell.trim().replace(/\s*%$/, '');
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : null;
}

/** A quoted field (two quotes inside stand for one) or a bare one, and what ends it (RFC 4180). */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function parseLines(text: string, origin: string): string[][] {
  const lines: string[][] = [[]];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length) {
    const match = FIELD.exec(text);
    if (!match) throw new UserError(`${origin}: row ${lines.length} is not comma-separated values`);
    const [, quoted, bare, end] = match;
    lines[lines.length - 1].push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '') break;
    if (end === ',' && FIELD.lastIndex === text.length) lines[lines.length - 1].push('');
    if (end !== ',') lines.push([]);
    if (lines.length > MOST_ROWS) throw new UserError(`${origin}: more than ${MOST_ROWS} rows`);
  }
  return lines.filter((cells) => cells.length > 1 || (cells[0] ?? '') !== '');
}

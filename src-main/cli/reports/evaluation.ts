import { ERROR_CATEGORY_TITLES, type LengthBinScore } from '../../../src-shared/domain/analysis';
import type { EvaluationSummary, MetricValues } from '../../../src-shared/domain/run';
import { type Cell, decimal, formatTable, whole } from '../table';

type Evaluations = readonly EvaluationSummary[];

/** Evaluations of one run on one split, a column for each decoder. */
export function evaluationText(evaluations: Evaluations): string {
  const [first] = evaluations;
  const { architecture, split, epoch, examples } = first;
  return [
    `${architecture}, ${split} split, epoch ${epoch}, ${whole(examples)} examples`,
    formatTable(['', ...evaluations.map(decoderTitle)], metricRows(evaluations)),
    lengthBinTable(evaluations),
    errorTable(evaluations),
    oneTokenAwayTable(evaluations),
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}

/** One after another what was evaluated of a run, by split. */
export function evaluationsText(evaluations: Evaluations): string {
  const splits = [...new Set(evaluations.map(({ split }) => split))];
  return splits
    .map((split) => evaluationText(evaluations.filter((evaluation) => evaluation.split === split)))
    .join('\n\n');
}

function decoderTitle({ decoder, beamSize }: EvaluationSummary): string {
  return decoder === 'beam' ? `beam (${beamSize})` : decoder;
}

function metricRows(evaluations: Evaluations): Cell[][] {
  const row = (title: string, cell: (evaluation: EvaluationSummary) => Cell): Cell[] => [
    title,
    ...evaluations.map(cell),
  ];
  const metrics = (title: string, of: (evaluation: EvaluationSummary) => MetricValues) => [
    row(`BLEU${title}`, (evaluation) => decimal(of(evaluation).bleu)),
    row(`token accuracy${title}`, (evaluation) => percentage(of(evaluation).tokenAccuracy)),
    row(`exact match${title}`, (evaluation) => percentage(of(evaluation).exactMatch)),
  ];
  return [
    ...metrics('', (evaluation) => evaluation),
    ...metrics(', as the notebooks computed it', ({ asNotebook }) => asNotebook),
    row('brevity penalty', ({ brevityPenalty }) => decimal(brevityPenalty, 3)),
    row('length ratio', ({ lengthRatio }) => decimal(lengthRatio, 3)),
    row('distinct outputs', ({ distinctOutputs }) => whole(distinctOutputs)),
    row('repeated 4-grams', ({ repetition }) => percentage(repetition === null ? null : 100 * repetition)),
    row('perplexity of the references', ({ perplexity }) => decimal(perplexity)),
    row('search errors', ({ failures }) => whole(failures?.search ?? null)),
    row('model errors', ({ failures }) => whole(failures?.model ?? null)),
  ];
}

function lengthBinTable(evaluations: Evaluations): string | null {
  const columns = known(evaluations, ({ lengthBins }) => lengthBins);
  if (columns.length === 0) return null;
  return formatTable(
    ['docstring tokens', 'examples', ...columns.map(({ title }) => `token accuracy [95%], ${title}`)],
    columns[0].rows.map(({ bin, examples }) => [
      bin,
      whole(examples),
      ...columns.map(({ rows }) => binCell(rows.find((row) => row.bin === bin))),
    ]),
  );
}

function binCell(score: LengthBinScore | undefined): Cell {
  if (!score || score.tokenAccuracy === null) return null;
  return `${decimal(score.tokenAccuracy)}% [${decimal(score.low)}, ${decimal(score.high)}]`;
}

function errorTable(evaluations: Evaluations): string | null {
  const columns = known(evaluations, ({ errors }) => errors);
  if (columns.length === 0) return null;
  return formatTable(
    ['errors', ...columns.flatMap(({ title }) => [title, 'of errors'])],
    columns[0].rows.map(({ category }) => [
      ERROR_CATEGORY_TITLES[category],
      ...columns.flatMap(({ rows }) => {
        const share = rows.find((row) => row.category === category);
        return [whole(share?.count ?? null), percentage(share?.percentage ?? null)];
      }),
    ]),
  );
}

function oneTokenAwayTable(evaluations: Evaluations): string | null {
  const columns = known(evaluations, ({ oneTokenAway }) => oneTokenAway);
  if (columns.length === 0) return null;
  return formatTable(
    ['first wrong token', ...columns.flatMap(({ title }) => [title, 'right, were it given'])],
    columns[0].rows.map(({ tokenClass }) => [
      tokenClass,
      ...columns.flatMap(({ rows }) => {
        const counts = rows.find((row) => row.tokenClass === tokenClass);
        return [whole(counts?.failures ?? null), whole(counts?.recovered ?? null)];
      }),
    ]),
  );
}

/** What the evaluations have a list of, with the title of their column; evaluations of before lack it. */
function known<Row>(
  evaluations: Evaluations,
  listOf: (evaluation: EvaluationSummary) => readonly Row[] | null,
) {
  return evaluations.flatMap((evaluation) => {
    const rows = listOf(evaluation);
    return rows === null ? [] : [{ title: decoderTitle(evaluation), rows }];
  });
}

function percentage(value: number | null): string | null {
  return value === null ? null : `${decimal(value)}%`;
}

import { OUTCOMES } from '../../src-shared/domain/analysis';
import {
  type DataCell,
  type DataTable,
  toCsv,
  toLatex,
  toMarkdown,
} from '../../src-shared/format/table-text';
import type { RequestInput } from '../../src-shared/contract/channels';
import type { HeldEvaluation, HeldSelection } from './held-predictions';

type Format = RequestInput<'examples.save'>['format'];

/** A list of examples as text: whole texts, and what is known of every answer. Numbers are unrounded. */
export function listedText(
  { title, titleOf }: { readonly title: string; readonly titleOf: (run: string) => string },
  { evaluations }: HeldSelection,
  positions: Int32Array,
  format: Format,
): string {
  const titles = ['index', 'source', 'reference', 'docstringTokens'];
  const table: DataTable = {
    title,
    columns: [
      ...titles,
      ...evaluations.flatMap(({ stored }) => ANSWER_COLUMNS.map((name) => `${titleOf(stored.run)} ${name}`)),
    ],
    rows: Array.from(positions, (position) => rowOf(position, evaluations)),
  };
  if (format === 'csv') return toCsv(table);
  if (format === 'md') return toMarkdown(table);
  if (format === 'tex') return toLatex(table);
  const objects = table.rows.map(([index, source, reference, docstringTokens, ...cells]) => ({
    index,
    source,
    reference,
    docstringTokens,
    answers: evaluations.map(({ stored }, place) => ({
      run: titleOf(stored.run),
      id: stored.run,
      ...Object.fromEntries(
        ANSWER_COLUMNS.map((name, column) => [name, cells[place * ANSWER_COLUMNS.length + column]]),
      ),
    })),
  }));
  return `${JSON.stringify(objects, null, 1)}\n`;
}

const ANSWER_COLUMNS = [
  'hypothesis',
  'outcome',
  'bleu',
  'tokenAccuracy',
  'logProbability',
  'referenceLogProbability',
];

function rowOf(position: number, evaluations: readonly HeldEvaluation[]): DataCell[] {
  const { texts } = evaluations.find(({ answers }) => answers.answered[position] === 1)!;
  const length = texts.lengths[position];
  return [
    position,
    texts.sources[position],
    texts.references[position],
    length < 0 ? null : length,
    ...evaluations.flatMap(({ answers }) => answerCells(position, answers)),
  ];
}

function answerCells(position: number, answers: HeldEvaluation['answers']): DataCell[] {
  if (answers.answered[position] !== 1) return ANSWER_COLUMNS.map(() => null);
  const { bleu, tokenAccuracy, logProbability, referenceLogProbability } = answers;
  const numbers = [bleu, tokenAccuracy, logProbability, referenceLogProbability].map(
    (column) => column[position],
  );
  return [
    answers.hypotheses[position],
    OUTCOMES[answers.outcomes[position]],
    ...numbers.map((value) => (Number.isFinite(value) ? value : null)),
  ];
}

import {
  FAILURE_CAUSES,
  type LengthBin,
  LENGTH_BINS,
  OUTCOMES,
  TOKEN_CLASSES,
} from '../../src-shared/domain/analysis';
import type { MemorisationReport } from '../../src-shared/domain/memorisation';
import { firstDivergence } from '../engine/analysis/divergence';
import { errorCategory } from '../engine/analysis/error-categories';
import { lengthBinOf } from '../engine/analysis/length-bins';
import { sentenceBleu } from '../engine/evaluation/bleu';
import type { StoredAnswer, StoredTexts } from '../history';
import { tokensOf } from '../../src-shared/domain/tokens';

/** Stands in a column of small numbers for what is not known. */
export const UNKNOWN = 255;

/** The texts of a study's split by position; a position that no row has holds empty texts. */
export interface TextColumns {
  readonly sources: readonly string[];
  readonly references: readonly string[];
  /** Tokens of whole docstrings; -1 where they were not counted. */
  readonly lengths: Int32Array;
  /** Places in `LENGTH_BINS`, or `UNKNOWN`. */
  readonly bins: Uint8Array;
}

/** The answers of an evaluation by position: names are places in their lists, or `UNKNOWN`; numbers are NaN. */
export interface AnswerColumns {
  readonly size: number;
  readonly answered: Uint8Array;
  readonly hypotheses: readonly string[];
  readonly outcomes: Uint8Array;
  readonly bleu: Float64Array;
  readonly tokenAccuracy: Float64Array;
  readonly logProbability: Float64Array;
  readonly referenceLogProbability: Float64Array;
  readonly repetition: Float64Array;
  /** -1 where the answer is right, or not known. */
  readonly divergence: Int32Array;
  readonly divergenceClass: Uint8Array;
  /** 1 where one token more would have been enough. */
  readonly recovers: Uint8Array;
  readonly causes: Uint8Array;
}

export const CORRECT = OUTCOMES.indexOf('correct');

/** Rows must come by position. */
export function textColumns(rows: Iterable<StoredTexts>): TextColumns {
  const sources: string[] = [];
  const references: string[] = [];
  const lengths: number[] = [];
  for (const [position, source, reference, tokens] of rows) {
    while (sources.length < position) {
      sources.push('');
      references.push('');
      lengths.push(-1);
    }
    sources.push(source);
    references.push(reference);
    lengths.push(tokens ?? -1);
  }
  const bins = lengths.map((length) => (length < 0 ? UNKNOWN : binNumber(lengthBinOf(length))));
  return { sources, references, lengths: Int32Array.from(lengths), bins: Uint8Array.from(bins) };
}

function binNumber(bin: LengthBin): number {
  return LENGTH_BINS.indexOf(bin);
}

/** What evaluations of before did not record of an answer is found out here, as evaluations do now. */
export function answerColumns(rows: Iterable<StoredAnswer>, references: readonly string[]): AnswerColumns {
  const size = references.length;
  const numbers = () => new Float64Array(size).fill(Number.NaN);
  const names = () => new Uint8Array(size).fill(UNKNOWN);
  const hypotheses = new Array<string>(size).fill('');
  const columns = {
    size,
    answered: new Uint8Array(size),
    hypotheses,
    outcomes: names(),
    bleu: numbers(),
    tokenAccuracy: numbers(),
    logProbability: numbers(),
    referenceLogProbability: numbers(),
    repetition: numbers(),
    divergence: new Int32Array(size).fill(-1),
    divergenceClass: names(),
    recovers: names(),
    causes: names(),
  };
  for (const row of rows) setAnswer(columns, hypotheses, row, references);
  return columns;
}

function setAnswer(
  columns: AnswerColumns,
  hypotheses: string[],
  row: StoredAnswer,
  references: readonly string[],
): void {
  const [position, hypothesis, exact, logProbability, referenceLogProbability, tokenAccuracy] = row;
  const [, , , , , , bleu, category, divergence, divergenceClass, recovers, cause, repetition] = row;
  if (position >= columns.size) return;
  const lists = lazily(() => [tokensOf(hypothesis), tokensOf(references[position])] as const);
  columns.answered[position] = 1;
  hypotheses[position] = hypothesis;
  columns.logProbability[position] = logProbability ?? Number.NaN;
  columns.referenceLogProbability[position] = referenceLogProbability ?? Number.NaN;
  columns.tokenAccuracy[position] = tokenAccuracy ?? Number.NaN;
  columns.repetition[position] = repetition ?? Number.NaN;
  columns.bleu[position] = bleu ?? sentenceBleu(...lists()).score;
  const outcome = exact === 1 ? 'correct' : (category ?? errorCategory(...lists()) ?? 'correct');
  columns.outcomes[position] = OUTCOMES.indexOf(outcome);
  columns.divergence[position] = exact === 1 ? -1 : (divergence ?? firstDivergence(...lists()) ?? -1);
  if (divergenceClass) columns.divergenceClass[position] = TOKEN_CLASSES.indexOf(divergenceClass);
  if (recovers !== null) columns.recovers[position] = recovers;
  if (cause) columns.causes[position] = FAILURE_CAUSES.indexOf(cause);
}

function lazily<Value>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= compute());
}

/** By position: 1 where the reference is a near duplicate of a training target or the hypothesis is one. */
export function memorisedPositions(
  { nearDuplicates, verbatim }: MemorisationReport,
  size: number,
): Uint8Array {
  const memorised = new Uint8Array(size);
  for (const position of [...nearDuplicates, ...verbatim]) memorised[position] = 1;
  return memorised;
}

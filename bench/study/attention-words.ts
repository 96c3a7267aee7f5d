import type { AttentionSample } from '../../src-shared/domain/report';
import { meanInterval } from '../../src-shared/domain/statistics';

/** Docstrings that every full run with attention is asked; each speaks of something that Python has a name for. */
export const ATTENTION_PROBES = [
  'Return the maximum of two numbers.',
  'Return the maximum value in a list.',
  'Return the length of the string.',
  'Open the file and read all lines.',
  'Sort the list of names.',
  'Return True if the path exists.',
] as const;

/** Words of docstrings, and what Python calls it. */
export const WORDS: readonly (readonly [word: string, name: string])[] = [
  ['maximum', 'max'],
  ['max', 'max'],
  ['minimum', 'min'],
  ['length', 'len'],
  ['sum', 'sum'],
  ['open', 'open'],
  ['sort', 'sort'],
  ['sort', 'sorted'],
  ['exists', 'exists'],
  ['split', 'split'],
  ['join', 'join'],
  ['format', 'format'],
  ['json', 'json'],
  ['path', 'path'],
];

/** A name that was written in answer to a docstring with its word, and where the model looked as it wrote it. */
export interface WrittenName {
  readonly word: string;
  readonly name: string;
  /** Weight of the word. */
  readonly weight: number;
  /** The source token with the largest weight, and that. */
  readonly most: string;
  readonly mostWeight: number;
}

/** Where a run looked when it wrote an answer. */
export type RecordedAttention = Omit<AttentionSample, 'run' | 'index'>;

/** Every place of an answer where a name of `WORDS` was written and the docstring has its word. */
export function writtenNames({ sourceTokens, generatedTokens, weights }: RecordedAttention): WrittenName[] {
  return WORDS.flatMap(([word, name]) => {
    const column = placeOf(word, sourceTokens);
    if (column < 0) return [];
    return generatedTokens.flatMap((token, row) => {
      if (token !== name || weights[row] === undefined) return [];
      const mostWeight = Math.max(...weights[row]);
      const most = sourceTokens[weights[row].indexOf(mostWeight)];
      return [{ word, name, weight: weights[row][column], most, mostWeight }];
    });
  });
}

/** Of one pair of `WORDS`, over all examples of a split. */
export interface WordCount {
  readonly word: string;
  readonly name: string;
  /** Docstrings that have the word. */
  readonly asked: number;
  /** Of their answers, those that have the name; its first place counts. */
  readonly written: number;
  /** Of those, the ones where no source token had a larger weight than the word. */
  readonly largest: number;
  /** Mean weight of the word there, and what it would be if all source tokens had the same; null where none was written. */
  readonly weight: number | null;
  readonly even: number | null;
}

/** Whether a docstring has a word that Python has a name for. */
export function hasWord(sourceTokens: readonly string[]): boolean {
  return WORDS.some(([word]) => placeOf(word, sourceTokens) >= 0);
}

/** Counts, for every pair of `WORDS`, how often its name was written and how often the model looked at the word then. */
export function countWords(answers: readonly RecordedAttention[]): WordCount[] {
  return WORDS.map(([word, name]) => {
    const asked = answers.filter(({ sourceTokens }) => placeOf(word, sourceTokens) >= 0);
    const written = asked.flatMap((answer) => {
      const first = writtenNames(answer).find((found) => found.word === word && found.name === name);
      return first ? [{ ...first, even: 1 / answer.sourceTokens.length }] : [];
    });
    return {
      ...{ word, name, asked: asked.length, written: written.length },
      largest: written.filter(({ weight, mostWeight }) => weight >= mostWeight).length,
      weight: meanInterval(written.map(({ weight }) => weight))?.mean ?? null,
      even: meanInterval(written.map(({ even }) => even))?.mean ?? null,
    };
  });
}

/** Of all words together. */
export function total(words: readonly WordCount[], key: 'asked' | 'written' | 'largest'): number {
  return words.reduce((sum, word) => sum + word[key], 0);
}

/** The first place of a word in a docstring, however its letters are written; -1 where it is not. */
function placeOf(word: string, sourceTokens: readonly string[]): number {
  return sourceTokens.findIndex((token) => token.toLowerCase() === word);
}

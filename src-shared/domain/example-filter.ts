/**
 * Which examples a list shows. A filter stands in links (`#/examples?outcome=RUN:other&length=[10,20)`), so that every bar,
 * cell and point of a comparison can be a door to its examples.
 */
import {
  FAILURE_CAUSES,
  type FailureCause,
  LENGTH_BINS,
  type LengthBin,
  type Outcome,
  OUTCOMES,
  TOKEN_CLASSES,
  type TokenClass,
} from './analysis';
import type { DifferenceBin } from './run-comparison';

/** What a run's answer must have come to. */
export interface OutcomeOfRun {
  readonly run: string;
  readonly outcomes: readonly Outcome[];
}

export interface ScoreRange {
  readonly run: string;
  /** Of the example's own BLEU, both ends included. */
  readonly low: number;
  readonly high: number;
}

/** Examples on which one run scores more BLEU than another. */
export interface BetterRun {
  readonly run: string;
  readonly than: string;
}

/** Examples on which one run scores more BLEU than another by as much as a bin of differences says. */
export interface DifferenceRange extends BetterRun, Pick<DifferenceBin, 'low' | 'high'> {}

export const TEXT_PLACES = ['any', 'source', 'reference', 'hypothesis'] as const;
export type TextPlace = (typeof TEXT_PLACES)[number];

export const AGREEMENTS = ['all-same', 'different', 'all-correct', 'one-correct', 'none-correct'] as const;
/** Between the answers of the runs. */
export type Agreement = (typeof AGREEMENTS)[number];

/** All conditions must hold; a condition that is not there holds for every example. */
export interface ExampleFilter {
  /** Text to be found; a regular expression where `regularExpression`. */
  readonly text?: string;
  readonly regularExpression?: boolean;
  /** Where to look for the text; `any` when left out. */
  readonly place?: TextPlace;
  /** A whole token of source, reference or a hypothesis. */
  readonly token?: string;
  /** Of each run named, one of its outcomes. */
  readonly outcomes?: readonly OutcomeOfRun[];
  readonly lengths?: readonly LengthBin[];
  readonly score?: ScoreRange;
  readonly better?: BetterRun;
  readonly difference?: DifferenceRange;
  readonly agreement?: Agreement;
  /** Of any of the runs. */
  readonly cause?: FailureCause;
  /** Of the first token that any of the runs got wrong. */
  readonly missed?: TokenClass;
  /** Whether any of the runs, given that one token, writes the rest as the reference has it. */
  readonly oneTokenAway?: boolean;
  /** Whether the reference is a near duplicate of a training target, or any of the answers is one. */
  readonly memorised?: boolean;
  readonly favourite?: boolean;
}

type Query = Readonly<Record<string, string>>;

/** The part of a link that says the filter; `parseExampleFilter` reads it back. Values of conditions that are not there are empty. */
export function formatExampleFilter(filter: ExampleFilter): Query {
  const { text, regularExpression, place, token, outcomes, lengths, score, better, agreement } = filter;
  return {
    text: text ?? '',
    regex: regularExpression ? 'on' : '',
    in: place && place !== 'any' ? place : '',
    token: token ?? '',
    outcome: (outcomes ?? []).map(({ run, outcomes }) => `${run}:${outcomes.join('+')}`).join(','),
    length: (lengths ?? []).join(';'),
    score: score ? `${score.run}:${score.low}..${score.high}` : '',
    better: better ? `${better.run}>${better.than}` : '',
    difference: formatDifference(filter.difference),
    agreement: agreement ?? '',
    cause: filter.cause ?? '',
    missed: filter.missed ?? '',
    away: flag(filter.oneTokenAway),
    memorised: flag(filter.memorised),
    favourite: flag(filter.favourite),
  };
}

/** Conditions that cannot be read are left out. */
export function parseExampleFilter(query: Query): ExampleFilter {
  const outcomes = parseOutcomes(query.outcome ?? '');
  const lengths = (query.length ?? '')
    .split(';')
    .filter((bin): bin is LengthBin => isOneOf(LENGTH_BINS, bin));
  const score = parseScore(query.score ?? '');
  const [run, than] = (query.better ?? '').split('>');
  const difference = parseDifference(query.difference ?? '');
  const { in: place, agreement, cause, missed } = query;
  return {
    ...(query.text && { text: query.text }),
    ...(query.regex === 'on' && { regularExpression: true }),
    ...(isOneOf(TEXT_PLACES, place) && { place }),
    ...(query.token && { token: query.token }),
    ...(outcomes.length > 0 && { outcomes }),
    ...(lengths.length > 0 && { lengths }),
    ...(score && { score }),
    ...(run && than && { better: { run, than } }),
    ...(difference && { difference }),
    ...(isOneOf(AGREEMENTS, agreement) && { agreement }),
    ...(isOneOf(FAILURE_CAUSES, cause) && { cause }),
    ...(isOneOf(TOKEN_CLASSES, missed) && { missed }),
    ...(isFlag(query.away) && { oneTokenAway: query.away === 'yes' }),
    ...(isFlag(query.memorised) && { memorised: query.memorised === 'yes' }),
    ...(isFlag(query.favourite) && { favourite: query.favourite === 'yes' }),
  };
}

/** Runs that a filter names. */
export function runsOfFilter({ outcomes, score, better, difference }: ExampleFilter): readonly string[] {
  const named = [
    ...(outcomes ?? []).map(({ run }) => run),
    ...(score ? [score.run] : []),
    ...(better ? [better.run, better.than] : []),
    ...(difference ? [difference.run, difference.than] : []),
  ];
  return [...new Set(named)];
}

function parseOutcomes(text: string): OutcomeOfRun[] {
  return text.split(',').flatMap((part) => {
    const [run, names = ''] = part.split(':');
    // A plus sign that was typed into a link is read as a space.
    const outcomes = names.split(/[+ ]/).filter((name): name is Outcome => isOneOf(OUTCOMES, name));
    return run && outcomes.length > 0 ? [{ run, outcomes }] : [];
  });
}

function parseScore(text: string): ScoreRange | null {
  const match = /^([^:]+):(-?[\d.]+)\.\.(-?[\d.]+)$/.exec(text);
  if (!match) return null;
  const [low, high] = [Number(match[2]), Number(match[3])];
  return Number.isFinite(low) && Number.isFinite(high) ? { run: match[1], low, high } : null;
}

function formatDifference(difference: DifferenceRange | undefined): string {
  if (!difference) return '';
  const { run, than, low, high } = difference;
  return `${run}>${than}:${low}..${high}`;
}

function parseDifference(text: string): DifferenceRange | null {
  const [run, than, ...rest] = text.split(/[>:]/);
  const score = parseScore(`${than}:${rest.join(':')}`);
  return run && than && score ? { run, than, low: score.low, high: score.high } : null;
}

function flag(value: boolean | undefined): string {
  return value === undefined ? '' : value ? 'yes' : 'no';
}

function isFlag(text: string | undefined): boolean {
  return text === 'yes' || text === 'no';
}

function isOneOf<Name extends string>(names: readonly Name[], text: string | undefined): text is Name {
  return names.includes(text as Name);
}

import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../../src-shared/domain/diagnosis';
import type { EpochRecord, EvaluationSummary, Run, StepRecord } from '../../src-shared/domain/run';
import { saveResult, savedResults } from '../report/results';
import type { RecordedAttention, WordCount } from './attention-words';
import { configurationOf, PLAN, type StudyItem } from './plan';

/** What the study keeps of a run: numbers alone, nothing of the rows it was trained on. */
export interface StudyRecord {
  readonly item: StudyItem;
  readonly run: Pick<
    Run,
    | 'id'
    | 'configuration'
    | 'parameters'
    | 'epoch'
    | 'bestEpoch'
    | 'seconds'
    | 'stepsPerEpoch'
    | 'environment'
    | 'startedAt'
    | 'finishedAt'
  >;
  /** Of the split's rows, in their order. */
  readonly splitHash: string;
  /** Whether the run went on after it had been interrupted. */
  readonly resumed: boolean;
  /** Evenly chosen. */
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
  readonly evaluations: readonly RecordedEvaluation[];
  /** On test data; none of a run that choices are made by. */
  readonly findings: readonly Pick<Finding, 'id' | 'severity' | 'title' | 'evidence'>[];
  /** Where the run looked when it was asked `ATTENTION_PROBES`. */
  readonly attention: readonly RecordedAttention[];
  /** Where it looked in the test docstrings that have a word of `WORDS`, answered greedily; none of a run without attention. */
  readonly words: readonly WordCount[];
  /** Null of all but full runs. */
  readonly passport: RecordedPassport | null;
}

export interface RecordedPassport {
  /** Its name in docs/study/passports. */
  readonly file: string;
  /** Items that came out again when it was verified with data and weights, by how far they agree. */
  readonly verified: Readonly<Record<string, number>>;
}

export interface RecordedEvaluation {
  readonly summary: EvaluationSummary;
  /** Of the examples, those of whose 4-grams a quarter or more stood in the same answer before. */
  readonly repetitive: number;
  readonly paired: PairedNumbers | null;
}

/** What each test example adds to the metrics, so that runs can be compared example by example; null of validation data. */
export interface PairedNumbers {
  /** `ExampleStatistics.rows` as little-endian int32, base64. */
  readonly statistics: string;
  /** Log-probability of each reference, to four decimals, in the order of the split. */
  readonly referenceLogProbabilities: readonly number[];
  /** Tokens of each reference, <EOS> counted. */
  readonly referenceTokens: readonly number[];
}

/** Whether it is of a run that was configured as the plan and the presets say today. */
export function isCurrent({ item: { name }, run }: StudyRecord): boolean {
  const item = PLAN.find((found) => found.name === name);
  return item !== undefined && isDeepStrictEqual(run.configuration, configurationOf(item));
}

const PREFIX = 'study';

export function saveRecord(record: StudyRecord): void {
  saveResult(`${PREFIX}-${record.item.name}`, record);
}

export function savedRecords(): StudyRecord[] {
  return savedResults<StudyRecord>(PREFIX);
}

import { createHash } from 'node:crypto';
import type { EpochRecord, StepRecord } from '../../../src-shared/domain/run';
import { scriptJson } from './markup';
import type { CurveFacts, PredictionFacts, ReportData } from '../../../src-shared/domain/report';

/** A part of the data as the page embeds it. */
export interface DataBlock {
  readonly name: string;
  /** JSON. */
  readonly text: string;
}

const PREDICTIONS = 'predictions/';

/** The data in blocks, each of which has a hash of its own: predictions are one for each run and decoder. */
export function dataBlocks({ predictions, ...rest }: ReportData): DataBlock[] {
  return [
    ...Object.entries(rest).map(([name, value]) => ({ name, text: scriptJson(value) })),
    ...predictions.map((facts) => ({
      name: `${PREDICTIONS}${facts.run}/${facts.decoder}`,
      text: scriptJson(facts),
    })),
  ];
}

/** What `dataBlocks` made blocks of. @throws SyntaxError where a block is not JSON */
export function dataFromBlocks(blocks: readonly DataBlock[]): ReportData {
  const parsed = blocks.map(({ name, text }) => [name, JSON.parse(text) as unknown] as const);
  const isPredictions = ([name]: readonly [string, unknown]) => name.startsWith(PREDICTIONS);
  const data = Object.fromEntries(parsed.filter((block) => !isPredictions(block))) as unknown as Omit<
    ReportData,
    'predictions'
  >;
  return {
    ...data,
    curves: data.curves.map(restoreNumbers),
    predictions: parsed.filter(isPredictions).map(([, value]) => value as PredictionFacts),
  };
}

/** JSON has null for what is not a number. All else stays, in its order: it is hashed again as it was written. */
function restoreNumbers(curves: CurveFacts): CurveFacts {
  return {
    ...curves,
    steps: curves.steps.map((record) => withNumbers<StepRecord>(record)),
    epochs: curves.epochs.map(({ gradients, ...record }) => ({
      ...withNumbers<Omit<EpochRecord, 'gradients'>>(record),
      gradients,
    })),
  };
}

function withNumbers<Record extends object>(record: Record): Record {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, value === null ? Number.NaN : value]),
  ) as Record;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

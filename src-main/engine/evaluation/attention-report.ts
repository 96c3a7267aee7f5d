import type { AttentionReport, ExampleFaithfulness } from '../../../src-shared/domain/attention-analysis';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { Decoder } from '../../../src-shared/domain/run';
import { answerFaithfulness, runFaithfulness } from '../analysis/attention/faithfulness';
import type { EncodedPair } from '../data/prepare';
import { permutation } from '../data/permutation';
import { decodeBest } from '../decoding/decode';
import { beamSizeOf, decodingOptions, type DecodingSettings } from '../decoding/decoding-options';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import type { Replicas } from '../replicas/replicas';
import { maskSources } from './source-masking';

export interface AttentionRequest {
  readonly decoder: Decoder;
  /** Epoch of the checkpoint in the model. */
  readonly epoch: number;
  readonly configuration: Pick<RunConfiguration, 'BEAM_SIZE'> & DecodingSettings;
  /** Most examples to be drawn. */
  readonly sampleSize: number;
  /** Of drawing examples and of the intervals. */
  readonly seed: number;
}

/** Told how far an activity is; whether the work may go on. */
export type Report = (activity: string, done: number, total: number, unit: string) => Promise<boolean>;

/**
 * Draws examples, decodes them with attention, and compares what attention says with what masking the source shows.
 * The model must have attention. Null when `report` says no.
 */
export async function reportAttention(
  replicas: Replicas,
  examples: readonly EncodedPair[],
  { decoder, epoch, configuration, sampleSize, seed }: AttentionRequest,
  report: Report,
): Promise<AttentionReport | null> {
  const drawn = drawExamples(examples.length, sampleSize, seed);
  const sources = drawn.map((index) => examples[index].source);
  const decoded = await decodeBest(
    replicas,
    sources,
    decodingOptions(configuration, beamSizeOf(decoder, configuration), true),
    (done) => report('Decoding with attention', done, drawn.length, 'examples'),
  );
  if (decoded === null) return null;
  const answers = decoded.map((hypothesis, place) => ({ source: sources[place], hypothesis }));
  const masked = await maskSources(replicas, answers, (done, total) =>
    report('Masking source tokens', done, total, 'sources'),
  );
  if (masked === null) return null;
  const rated = masked.map(({ positions, drops }, place): ExampleFaithfulness => {
    const weights = attentionRows(answers[place].hypothesis, drops.length);
    return { index: drawn[place], ...answerFaithfulness({ weights, positions, drops }) };
  });
  return { ...runFaithfulness(rated, seed), available: examples.length, epoch };
}

/** Attention weights of an answer's first steps; a decoder may go on to write `<PAD>`, of which nothing is scored. */
export function attentionRows({ attention }: DecodedHypothesis, steps: number): number[][] {
  return attention!.slice(0, steps).map((row) => Array.from(row));
}

/** Positions of at most `size` of `available` examples, ascending; the same with the same seed. */
function drawExamples(available: number, size: number, seed: number): number[] {
  return [...permutation(available, seed).subarray(0, size)].sort((a, b) => a - b);
}

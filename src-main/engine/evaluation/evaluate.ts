import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitName } from '../../../src-shared/domain/data';
import type { Decoder, EvaluationSummary, PredictionRecord } from '../../../src-shared/domain/run';
import type { EncodedExample, PreparedData } from '../data/prepare';
import { decodeAll } from '../decoding/decode';
import type { Replicas } from '../replicas/replicas';
import { exactMatch, tokenAccuracy } from './accuracy';
import { scoreCorpus } from './corpus-scores';

export interface EvaluationRequest {
  readonly run: string;
  readonly split: SplitName;
  readonly decoder: Decoder;
  /** Epoch of the checkpoint in the model. */
  readonly epoch: number;
  readonly configuration: RunConfiguration;
}

export interface Evaluation {
  readonly summary: EvaluationSummary;
  readonly predictions: readonly PredictionRecord[];
}

/** Decodes a split and scores it. Null when `mayGoOn` (awaited with the number of examples done) says no. */
export async function evaluate(
  replicas: Replicas,
  data: PreparedData,
  request: EvaluationRequest,
  mayGoOn: (done: number, total: number) => Promise<boolean>,
): Promise<Evaluation | null> {
  const started = performance.now();
  const { configuration, decoder } = request;
  const examples = data[request.split];
  const beamSize = decoder === 'beam' ? configuration.BEAM_SIZE : 1;
  const decoded = await decodeAll(
    replicas,
    examples.map(({ source }) => source),
    {
      beamSize,
      maximumLength: configuration.MAX_CODE_LEN - 1,
      lengthNormalisation: configuration.LENGTH_NORMALISATION,
      attention: false,
    },
    (done) => mayGoOn(done, examples.length),
  );
  if (decoded === null) return null;
  const best = decoded.map(([hypothesis]) => hypothesis);
  const texts = examples.map((example, index) => exampleTokens(data, example, best[index].ids));
  const scores = scoreCorpus(
    texts.map(({ hypothesis }) => hypothesis),
    texts.map(({ reference }) => reference),
  );
  const summary: EvaluationSummary = {
    run: request.run,
    architecture: replicas.model.options.architecture,
    decoder,
    beamSize,
    split: request.split,
    epoch: request.epoch,
    ...scores,
    seconds: (performance.now() - started) / 1000,
  };
  const predictions = texts.map(({ source, reference, hypothesis }, index) => ({
    index,
    source: source.join(' '),
    reference: reference.join(' '),
    hypothesis: hypothesis.join(' '),
    logProbability: best[index].logProbability,
    tokenAccuracy: tokenAccuracy(hypothesis, reference),
    exactMatch: exactMatch(hypothesis, reference),
  }));
  return { summary, predictions };
}

/** Tokens of an example and its hypothesis, without special tokens except `<UNK>`. */
function exampleTokens(data: PreparedData, example: EncodedExample, hypothesis: Int32Array) {
  const keepUnknown = { keepUnknown: true };
  return {
    source: data.sourceVocabulary.decode(example.source, keepUnknown),
    reference: data.targetVocabulary.decode(example.target, keepUnknown),
    hypothesis: data.targetVocabulary.decode(hypothesis, keepUnknown),
  };
}

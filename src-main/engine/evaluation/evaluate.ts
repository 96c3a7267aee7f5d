import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitName } from '../../../src-shared/domain/data';
import type { Decoder, EvaluationSummary, PredictionRecord } from '../../../src-shared/domain/run';
import { countCauses, countOneTokenAway } from '../analysis/failures';
import { lengthBins } from '../analysis/length-bins';
import type { EncodedExample, PreparedData } from '../data/prepare';
import { decodeBest } from '../decoding/decode';
import { beamSizeOf, decodingOptions } from '../decoding/decoding-options';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import type { Replicas } from '../replicas/replicas';
import { scoreCorpus } from './corpus-scores';
import { predictionRecord, type ExampleTokens } from './prediction-record';
import { perplexity, type ReferenceScore } from './reference-scores';

export interface EvaluationRequest {
  readonly run: string;
  readonly split: SplitName;
  readonly decoder: Decoder;
  /** Epoch of the checkpoint in the model. */
  readonly epoch: number;
  readonly configuration: RunConfiguration;
  /** What the model thinks of the split's references (`scoreReferences`), whatever the decoder. */
  readonly references: readonly ReferenceScore[];
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
  mayGoOn: (done: number) => Promise<boolean>,
): Promise<Evaluation | null> {
  const started = performance.now();
  const { configuration, decoder, references } = request;
  const examples = data[request.split];
  const beamSize = beamSizeOf(decoder, configuration);
  const decoded = await decodeBest(
    replicas,
    examples.map(({ source }) => source),
    decodingOptions(configuration, beamSize, false),
    mayGoOn,
  );
  if (decoded === null) return null;
  const answers = examples.map((example, index) => answerOf(data, example, decoded[index]));
  const predictions = answers.map((answer, index) =>
    predictionRecord({ ...answer, index, reference: references[index] }, configuration.LENGTH_NORMALISATION),
  );
  const summary: EvaluationSummary = {
    run: request.run,
    architecture: replicas.model.options.architecture,
    decoder,
    beamSize,
    split: request.split,
    epoch: request.epoch,
    ...scoreCorpus(
      answers.map(({ tokens }) => tokens.hypothesis),
      answers.map(({ tokens }) => tokens.reference),
    ),
    lengthBins: lengthBins(
      answers.map(({ docstringTokens }) => docstringTokens),
      predictions.map(({ tokenAccuracy }) => tokenAccuracy),
      configuration.SEED,
    ),
    perplexity: perplexity(references),
    failures: countCauses(predictions),
    oneTokenAway: countOneTokenAway(predictions),
    seconds: (performance.now() - started) / 1000,
  };
  return { summary, predictions };
}

interface DecodedExample {
  readonly tokens: ExampleTokens;
  readonly decoded: DecodedHypothesis;
  readonly docstringTokens: number;
}

function answerOf(data: PreparedData, example: EncodedExample, decoded: DecodedHypothesis): DecodedExample {
  const keepUnknown = { keepUnknown: true };
  const tokens = {
    source: data.sourceVocabulary.decode(example.source, keepUnknown),
    reference: data.targetVocabulary.decode(example.target, keepUnknown),
    hypothesis: data.targetVocabulary.decode(decoded.ids, keepUnknown),
  };
  return { tokens, decoded, docstringTokens: example.docstringTokens };
}

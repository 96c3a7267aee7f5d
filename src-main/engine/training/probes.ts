import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { ProbeRecord } from '../../../src-shared/domain/run';
import type { EncodedExample, PreparedData } from '../data/prepare';
import { decodeBest } from '../decoding/decode';
import { decodingOptions, type DecodingSettings } from '../decoding/decoding-options';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import { shownTokens } from '../decoding/shown-tokens';
import type { Replicas } from '../replicas/replicas';

/** Attention weights are told in steps of 1 to so many. */
const WEIGHT_STEPS = 255;

/**
 * Greedy outputs, with attention where the model has it, for the first PROBE_EXAMPLES of the validation split. Nothing is
 * drawn at random and nothing changed. Null when `mayGoOn` says no.
 */
export async function decodeProbes(
  replicas: Replicas,
  data: PreparedData,
  configuration: Pick<RunConfiguration, 'PROBE_EXAMPLES'> & DecodingSettings,
  mayGoOn: () => Promise<boolean>,
): Promise<ProbeRecord[] | null> {
  const examples = data.validation.slice(0, configuration.PROBE_EXAMPLES);
  const decoded = await decodeBest(
    replicas,
    examples.map(({ source }) => source),
    decodingOptions(configuration, 1, true),
    mayGoOn,
  );
  return decoded && examples.map((example, index) => probeRecord(data, example, index, decoded[index]));
}

function probeRecord(
  { sourceVocabulary, targetVocabulary }: PreparedData,
  example: EncodedExample,
  index: number,
  decoded: DecodedHypothesis,
): ProbeRecord {
  const keepUnknown = { keepUnknown: true };
  const { tokens, attention } = shownTokens(decoded, targetVocabulary);
  return {
    index,
    source: sourceVocabulary.decode(example.source, keepUnknown).join(' '),
    reference: targetVocabulary.decode(example.target, keepUnknown).join(' '),
    docstringTokens: example.docstringTokens,
    hypothesis: tokens.join(' '),
    logProbability: decoded.logProbability,
    attention: attention && attention.map((row) => row.map(rounded)),
  };
}

function rounded(weight: number): number {
  return Math.round(WEIGHT_STEPS * weight) / WEIGHT_STEPS;
}

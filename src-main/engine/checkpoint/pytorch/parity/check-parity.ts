import { UserError } from '../../../../../src-shared/domain/errors';
import type { ParityReport } from '../../../../../src-shared/domain/import';
import { decodeBatch } from '../../../decoding/beam-search';
import { EOS } from '../../../text/special-tokens';
import { directionsOf } from '../../../../../src-shared/domain/model/parameter-definitions';
import type { SequenceToSequence } from '../../../model/sequence-to-sequence';
import { type Trace, traceSentence } from '../../../model/trace';
import type { ParityCertificate, ParityProbe } from './certificate';
import { moduleValues } from './module-values';

/** A layer's values of ours and of PyTorch's. */
interface Comparison {
  readonly layer: string;
  readonly ours: ArrayLike<number>;
  readonly theirs: ArrayLike<number>;
}

/** Largest difference that still is agreement, of values up to 1; of larger ones in proportion. */
const TOLERANCE = 1e-4;

/**
 * Runs a certificate's probes again. Layers are compared in the order of computation, so that the first one that differs
 * is where the difference comes from.
 * @throws UserError for a probe with tokens or logits of another vocabulary.
 */
export function checkParity(model: SequenceToSequence, certificate: ParityCertificate): ParityReport {
  let largest = 0;
  let first: ParityReport['firstDifference'] = null;
  certificate.probes.forEach((probe, index) => {
    requireFitting(model, probe, index);
    const trace = traceSentence(model, Int32Array.from(probe.source), Int32Array.from(probe.target));
    for (const comparison of comparisons(model, probe, trace)) {
      const difference = largestDifference(comparison);
      if (comparison.layer === 'output') largest = Math.max(largest, difference);
      if (first === null && !(difference <= TOLERANCE * scaleOf(comparison)))
        first = { layer: comparison.layer, difference: finite(difference) };
    }
    if (first === null && !decodesAlike(model, probe)) first = { layer: 'decoding', difference: null };
  });
  return {
    agrees: first === null,
    probes: certificate.probes.length,
    largestDifference: finite(largest),
    firstDifference: first,
  };
}

function requireFitting({ options }: SequenceToSequence, probe: ParityProbe, index: number): void {
  const { source, target, logits } = probe;
  const { sourceVocabulary, targetVocabulary } = options;
  const wrong =
    source.some((id) => id < 1 || id >= sourceVocabulary) || target.some((id) => id >= targetVocabulary);
  if (wrong || logits.some(({ length }) => length !== targetVocabulary))
    throw new UserError(
      `The parity certificate is of another model: probe ${index} does not fit vocabularies of ${sourceVocabulary} and ${targetVocabulary} tokens`,
    );
}

/** What can be compared, in the order of computation. */
function comparisons(model: SequenceToSequence, probe: ParityProbe, trace: Trace): Comparison[] {
  const { options } = model;
  const theirs = moduleValues(probe, options);
  const list: Comparison[] = [];
  const directions = directionsOf(options);
  theirs.encoder?.forEach((states, index) => {
    const [layer, direction] = [Math.floor(index / directions.length), index % directions.length];
    states.forEach((state, part) =>
      list.push({
        layer: `encoder.layer${layer}.${directions[direction]}`,
        ours: trace.encoder[layer][direction][part],
        theirs: state,
      }),
    );
  });
  theirs.bridge?.forEach((values, part) =>
    list.push({
      layer: part === 0 ? 'bridge.hidden' : 'bridge.cell',
      ours: trace.bridge.flatMap((state) => [...state[part]]),
      theirs: values.map(Math.tanh),
    }),
  );
  trace.steps.forEach((step, time) => {
    if (step.attention && theirs.attention)
      list.push({ layer: 'attention', ours: step.attention, theirs: theirs.attention[time] });
    theirs.decoder?.[time].forEach((states, layer) =>
      states.forEach((state, part) =>
        list.push({ layer: `decoder.layer${layer}`, ours: step.states[layer][part], theirs: state }),
      ),
    );
    list.push({ layer: 'output', ours: step.logits, theirs: probe.logits[time] });
  });
  return list;
}

/** Not-a-number where any of the values is. */
function largestDifference({ ours, theirs }: Comparison): number {
  let largest = 0;
  for (let index = 0; index < ours.length; index++)
    largest = Math.max(largest, Math.abs(ours[index] - theirs[index]));
  return largest;
}

function scaleOf({ theirs }: Comparison): number {
  return Array.from(theirs).reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
}

/** Whether greedy decoding writes what it wrote in PyTorch; a choice between two equally good tokens may go either way. */
function decodesAlike(model: SequenceToSequence, { source, target, logits }: ParityProbe): boolean {
  const expected = target.slice(1);
  const options = { beamSize: 1, maximumLength: expected.length, lengthNormalisation: 0, attention: false };
  const [[{ ids, ended }]] = decodeBatch(model, [Int32Array.from(source)], options);
  const written = ended ? [...ids, EOS] : [...ids];
  const time = expected.findIndex((id, position) => id !== written[position]);
  if (time < 0) return true;
  const gap = Math.abs(
    logits[time][expected[time]] - (logits[time][written[time]] ?? Number.NEGATIVE_INFINITY),
  );
  return gap <= 2 * TOLERANCE * Math.max(1, ...logits[time].map(Math.abs));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** What a run will take: parameters exactly, time and memory from what this machine did before. */
import type { Architecture } from '../architecture';
import type { RunConfiguration } from '../configuration';
import { countParameters, parameterDefinitions } from '../model/parameter-definitions';
import { activationsOf, type DataSizes, modelOptionsOf, type Work, workOf } from './work';

/** Seconds that a run of this machine took for its work. */
export interface Observation {
  /** Which run it was, in words. */
  readonly label: string;
  readonly architecture: Architecture;
  readonly work: Work;
  readonly seconds: Work;
  /** Beside its work: to start, to save checkpoints; not a number where it is not known. */
  readonly overhead: number;
  /** From a short run that was made for the estimate, of exactly these settings. */
  readonly isTrial: boolean;
}

/** What a short run on made-up examples tells. */
export interface TrialResult {
  readonly observations: readonly Observation[];
  /** Most memory that the engine took, in bytes. */
  readonly memory: number;
}

/** A figure that is not certain: about eight of ten lie between `low` and `high`. */
export interface Uncertain {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface RunEstimate {
  readonly architecture: Architecture;
  /** Exact where the vocabularies' sizes are. */
  readonly parameters: number;
  /** Most memory of the engine while it trains, in bytes. */
  readonly memory: number;
  /** Checkpoints, in bytes. */
  readonly disk: number;
  /** Of all epochs, each with its validation, and the evaluation; null where nothing is known of this machine. */
  readonly seconds: Uncertain | null;
  /** Of one epoch. */
  readonly epochSeconds: Uncertain | null;
  /** What time is judged by, nearest first. */
  readonly basis: readonly Observation[];
}

/** Beside its work, where nothing is known: to begin, to save, to score. */
const USUAL_OVERHEAD = 3;
/** Runs that time is judged by. */
const NEAREST = 5;
/** Of the logarithm of a time, at least: the same run twice differs by that much. */
const LEAST_SPREAD = 0.12;
/** What a run that computes ten times as much adds. */
const SPREAD_PER_DECADE = 0.35;
/** What the other architectures add where the same one was not trained yet. */
const SPREAD_OF_OTHERS = 0.3;
/** Eight of ten values of a normal distribution lie within that many standard deviations. */
const EIGHT_OF_TEN = 1.28;

const BYTES_PER_NUMBER = 4;
/** The engine with TensorFlow, before it has data. Measured. */
const BYTES_OF_THE_ENGINE = 330e6;
/** Parameters, Adam's two moments; and of each replica the gradients, with what is added up. */
const COPIES_OF_PARAMETERS = 3;
const COPIES_OF_GRADIENTS = 2;
/** Buffers that operations leave behind, beside what the backward pass needs. Measured. */
const ACTIVATION_OVERHEAD = 3;
/** The output layer computes large batches in parts of so many numbers, each replica its own, with what softmax makes of them. */
const MOST_LOGITS = 13e6;
const LOGITS_COPIES = 3;
/** `best` holds the parameters, `latest` the moments too; each is kept in two generations. */
const CHECKPOINT_COPIES = 2 * (1 + 3);

/** Estimates a run; `observations` are those of this machine. */
export function estimateRun(
  architecture: Architecture,
  configuration: RunConfiguration,
  data: DataSizes,
  observations: readonly Observation[],
  replicas: number,
): RunEstimate {
  const options = modelOptionsOf(architecture, configuration, data);
  const definitions = parameterDefinitions(options);
  const parameters = countParameters(definitions);
  const copies = COPIES_OF_PARAMETERS + replicas * COPIES_OF_GRADIENTS;
  const logits = Math.min(
    MOST_LOGITS,
    (configuration.BATCH_SIZE / replicas) * data.targetLength * data.targetVocabulary,
  );
  const activations =
    ACTIVATION_OVERHEAD * activationsOf(options, configuration.BATCH_SIZE, data) +
    LOGITS_COPIES * replicas * logits;
  const work = workOf(architecture, configuration, data);
  const basis = nearest(architecture, work, observations);
  return {
    architecture,
    parameters,
    memory: BYTES_OF_THE_ENGINE + BYTES_PER_NUMBER * (copies * parameters + activations),
    disk: CHECKPOINT_COPIES * BYTES_PER_NUMBER * parameters,
    ...estimateTime(architecture, configuration, work, basis),
    basis,
  };
}

/** Sums of figures that err alike, since the same machine is judged. */
export function sumOf(parts: readonly (Uncertain | null)[]): Uncertain | null {
  if (parts.length === 0) return null;
  return parts.reduce<Uncertain | null>(
    (sum, part) =>
      sum && part
        ? { value: sum.value + part.value, low: sum.low + part.low, high: sum.high + part.high }
        : null,
    { value: 0, low: 0, high: 0 },
  );
}

function estimateTime(
  architecture: Architecture,
  { EPOCHS }: RunConfiguration,
  work: Work,
  basis: readonly Observation[],
): Pick<RunEstimate, 'seconds' | 'epochSeconds'> {
  if (basis.length === 0) return { seconds: null, epochSeconds: null };
  const weights = basis.map((observation) => weightOf(work, observation));
  const secondsOf = (part: keyof Work) => work[part] * weightedRate(basis, weights, part);
  const spread = spreadOf(architecture, work, basis, weights);
  const around = (value: number): Uncertain => ({
    value,
    low: value * Math.exp(-EIGHT_OF_TEN * spread),
    high: value * Math.exp(EIGHT_OF_TEN * spread),
  });
  const epoch = secondsOf('epoch') + secondsOf('validation');
  return {
    epochSeconds: around(epoch),
    seconds: around(EPOCHS * epoch + secondsOf('evaluation') + overheadOf(basis)),
  };
}

/** Of the same architecture where there are any, those of the most similar work; a trial run stands for itself. */
function nearest(
  architecture: Architecture,
  work: Work,
  observations: readonly Observation[],
): readonly Observation[] {
  const same = observations.filter((observation) => observation.architecture === architecture);
  const trials = same.filter(({ isTrial }) => isTrial);
  const candidates = trials.length > 0 ? trials : same.length > 0 ? same : observations;
  return candidates
    .toSorted((first, second) => decadesBetween(work, first) - decadesBetween(work, second))
    .slice(0, NEAREST);
}

/** Seconds for a unit of work: the geometric mean, since machines differ by factors. */
function weightedRate(basis: readonly Observation[], weights: readonly number[], part: keyof Work): number {
  const known = basis
    .map(({ work, seconds }, index) => ({ rate: seconds[part] / work[part], weight: weights[index] }))
    .filter(({ rate }) => Number.isFinite(rate) && rate > 0);
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return Math.exp(known.reduce((sum, { rate, weight }) => sum + weight * Math.log(rate), 0) / total);
}

/** The median: a run that slept with its machine seems to have taken hours. */
function overheadOf(basis: readonly Observation[]): number {
  const known = basis.map(({ overhead }) => overhead).filter((overhead) => overhead >= 0);
  if (known.length === 0) return USUAL_OVERHEAD;
  return known.toSorted((first, second) => first - second)[Math.floor((known.length - 1) / 2)];
}

/** Of the logarithm of the time. */
function spreadOf(
  architecture: Architecture,
  work: Work,
  basis: readonly Observation[],
  weights: readonly number[],
): number {
  const mean = Math.log(weightedRate(basis, weights, 'epoch'));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = basis.reduce(
    (sum, { work: done, seconds }, index) =>
      sum + weights[index] * (Math.log(seconds.epoch / done.epoch) - mean) ** 2,
    0,
  );
  const others = basis[0].architecture === architecture ? 0 : SPREAD_OF_OTHERS;
  return Math.hypot(
    LEAST_SPREAD,
    Math.sqrt(squares / total),
    SPREAD_PER_DECADE * decadesBetween(work, basis[0]),
    others,
  );
}

function weightOf(work: Work, observation: Observation): number {
  return Math.exp(-2 * decadesBetween(work, observation));
}

/** A trial run is of the same settings, and only has fewer steps. */
function decadesBetween(work: Work, observation: Observation): number {
  if (observation.isTrial) return 0;
  return Math.abs(Math.log10(work.epoch / observation.work.epoch));
}

import type { SplitName } from '../../../src-shared/domain/data';
import {
  PASSPORT_METRICS,
  type PassportContent,
  type PassportEvaluation,
  passportMetrics,
} from '../../../src-shared/domain/passport';
import type { PredictionRecord } from '../../../src-shared/domain/run';
import { itemUnless, type VerifiedItem } from '../../../src-shared/domain/verification';
import type { PreparedData } from '../data/prepare';
import { scoreCorpus } from '../evaluation/corpus-scores';
import { evaluate } from '../evaluation/evaluate';
import { type ReferenceScore, scoreReferences } from '../evaluation/reference-scores';
import { JobStopped } from '../job-control';
import type { Replicas } from '../replicas/replicas';
import { meanLoss } from '../training/validation';
import type { Work } from '../work';
import { counted, listed } from './in-words';
import { type OtherAnswer, tiedAnswers } from './tied-answers';
import { agreementOf, TOLERANCES } from './tolerances';
import { tokensOf } from '../../../src-shared/domain/tokens';

/** Computes the metrics of an evaluation again, from the passport's predictions and the references of the data. */
export function verifyMetrics(evaluation: PassportEvaluation, data: PreparedData): VerifiedItem {
  const { split, decoder, metrics, predictions } = evaluation;
  const name = `metrics: ${split}, ${decoder}`;
  const references = data[split].map(({ target }) =>
    data.targetVocabulary.decode(target, { keepUnknown: true }),
  );
  if (references.length !== predictions.length)
    return itemUnless(
      name,
      `the data have ${counted(references.length, 'example')}, the passport ${predictions.length}`,
    );
  const hypotheses = predictions.map(({ hypothesis }) => tokensOf(hypothesis));
  const found = passportMetrics(scoreCorpus(hypotheses, references));
  const agreements = PASSPORT_METRICS.map((metric) => ({
    metric,
    agreement: agreementOf(metrics[metric], found[metric], TOLERANCES.metric),
  }));
  const different = agreements.filter(({ agreement }) => agreement === 'differs');
  if (different.length > 0)
    return itemUnless(
      name,
      listed(
        different.map(({ metric }) => `${metric} is ${found[metric]}, the passport says ${metrics[metric]}`),
      ),
    );
  const isIdentical = agreements.every(({ agreement }) => agreement === 'identical');
  return { name, agreement: isIdentical ? 'identical' : 'within-tolerance', detail: null };
}

/** Computes both validation losses of the checkpoint's epoch again; not those of elsewhere, whose definition is not known. */
export async function verifyLosses(
  { checkpoint, configuration, environment, epochs }: PassportContent,
  replicas: Replicas,
  data: PreparedData,
  work: Work,
): Promise<VerifiedItem[]> {
  const recorded = epochs.find(({ epoch }) => epoch === checkpoint.epoch);
  if (!recorded) return [];
  if (environment === null)
    return [
      {
        name: `validation losses of epoch ${recorded.epoch}`,
        agreement: 'not-checked',
        detail: 'the run was trained elsewhere, where they may be defined otherwise',
      },
    ];
  const items: VerifiedItem[] = [];
  for (const [feeding, expected] of [
    ['teacher-forced', recorded.validationLossTeacherForced],
    ['free-running', recorded.validationLossFreeRunning],
  ] as const) {
    const found = await meanLoss(replicas, data.validation, configuration.BATCH_SIZE, feeding, () =>
      goingOn(work),
    );
    items.push(
      numberItem(`validation loss of epoch ${recorded.epoch}, ${feeding}`, expected, found, TOLERANCES.loss),
    );
  }
  return items;
}

/** Decodes the split of each evaluation again and compares predictions, log-probabilities and perplexity. */
export async function verifyPredictions(
  { configuration, evaluations, checkpoint }: PassportContent,
  replicas: Replicas,
  data: PreparedData,
  work: Work,
): Promise<VerifiedItem[]> {
  const items: VerifiedItem[] = [];
  const scored = new Map<SplitName, readonly ReferenceScore[]>();
  for (const expected of evaluations) {
    const { split, decoder } = expected;
    const told = (activity: string) => (done: number) => {
      work.progress(activity, done, data[split].length, 'examples');
      return goingOn(work);
    };
    const references =
      scored.get(split) ?? (await scoreReferences(replicas, data[split], told('Scoring references')));
    if (references === null) throw new JobStopped();
    scored.set(split, references);
    const request = { run: '', split, decoder, epoch: checkpoint.epoch ?? 0, configuration, references };
    const found = await evaluate(replicas, data, request, told(`Decoding again (${split}, ${decoder})`));
    if (found === null) throw new JobStopped();
    const others = otherAnswers(expected, found.predictions, data);
    const ties = await tiedAnswers(
      replicas,
      others,
      data.targetVocabulary,
      configuration,
      expected.beamSize,
      () => goingOn(work),
    );
    const where = `${split}, ${decoder}`;
    items.push(
      predictionsItem(`predictions: ${where}`, expected, found.predictions, others, ties),
      logProbabilitiesItem(`log-probabilities: ${where}`, expected, found.predictions),
      perplexityItem(`perplexity: ${where}`, expected.perplexity, found.summary.perplexity),
    );
  }
  return items;
}

/** @throws JobStopped when the user stops it. */
async function goingOn(work: Work): Promise<boolean> {
  await work.breathe();
  return true;
}

function otherAnswers(
  { split, predictions }: PassportEvaluation,
  found: readonly PredictionRecord[],
  data: PreparedData,
): OtherAnswer[] {
  return found.flatMap((prediction, index) => {
    const expected = predictions[index];
    return expected && expected.hypothesis !== prediction.hypothesis
      ? [{ index, example: data[split][index], expected, found: prediction }]
      : [];
  });
}

function predictionsItem(
  name: string,
  { predictions }: PassportEvaluation,
  found: readonly PredictionRecord[],
  others: readonly OtherAnswer[],
  ties: ReadonlySet<number>,
): VerifiedItem {
  if (found.length !== predictions.length)
    return itemUnless(
      name,
      `${counted(found.length, 'example')} where the passport has ${predictions.length}`,
    );
  const wrong = others.filter(({ index }) => !ties.has(index));
  const share = (count: number) => `${count} of ${counted(predictions.length, 'example')}`;
  if (wrong.length > 0) {
    const named = wrong.map(
      ({ index, expected, found: { hypothesis } }) =>
        `example ${index} is “${shortened(hypothesis)}”, the passport says “${shortened(expected.hypothesis)}”`,
    );
    return itemUnless(name, `${share(wrong.length)}: ${listed(named)}`);
  }
  if (others.length === 0) return itemUnless(name, null);
  const named = listed(others.map(({ index }) => `example ${index}`));
  return {
    name,
    agreement: 'within-tolerance',
    detail: `${share(others.length)} with another hypothesis, tied with the passport’s: ${named}`,
  };
}

const SHOWN_CHARACTERS = 60;

function shortened(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

/** Of the hypotheses that are the same; the others are told elsewhere. */
function logProbabilitiesItem(
  name: string,
  { predictions }: PassportEvaluation,
  found: readonly PredictionRecord[],
): VerifiedItem {
  const same = found.flatMap(({ hypothesis, logProbability }, index) => {
    const expected = predictions[index];
    if (!expected || expected.hypothesis !== hypothesis) return [];
    const agreement = agreementOf(expected.logProbability, logProbability, TOLERANCES.logProbability);
    return [{ index, expected: expected.logProbability, logProbability, agreement }];
  });
  const wrong = same.filter(({ agreement }) => agreement === 'differs');
  if (wrong.length > 0)
    return itemUnless(
      name,
      listed(
        wrong.map(
          ({ index, expected, logProbability }) =>
            `example ${index} has ${logProbability}, the passport says ${expected}`,
        ),
      ),
    );
  if (same.every(({ agreement }) => agreement === 'identical')) return itemUnless(name, null);
  const largest = Math.max(
    ...same.map(({ expected, logProbability }) => Math.abs(logProbability - (expected ?? 0))),
  );
  return {
    name,
    agreement: 'within-tolerance',
    detail: `the largest difference is ${largest.toPrecision(2)}`,
  };
}

/** Compared as the mean cross-entropy that it is the exponential of. */
function perplexityItem(name: string, expected: number | null, found: number | null): VerifiedItem {
  if (Object.is(expected, found)) return itemUnless(name, null);
  const logarithm = (value: number | null) => (value === null ? null : Math.log(value));
  const agreement = agreementOf(logarithm(expected), logarithm(found), TOLERANCES.loss);
  // Numbers that are not identical do not become so by their logarithms.
  return {
    name,
    agreement: agreement === 'differs' ? agreement : 'within-tolerance',
    detail: `it is ${found}, the passport says ${expected}`,
  };
}

function numberItem(
  name: string,
  expected: number | null,
  found: number | null,
  tolerance: number,
): VerifiedItem {
  const agreement = agreementOf(expected, found, tolerance);
  const detail = agreement === 'identical' ? null : `it is ${found}, the passport says ${expected}`;
  return { name, agreement, detail };
}

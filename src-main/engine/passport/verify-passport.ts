import type { PassportContent } from '../../../src-shared/domain/passport';
import { UserError } from '../../../src-shared/domain/errors';
import { itemUnless, type VerifiedItem } from '../../../src-shared/domain/verification';
import { assignWeights } from '../checkpoint/assign-weights';
import type { NamedArray } from '../checkpoint/safetensors';
import { encodeSplit, prepareData, type PreparedData, type Vocabularies } from '../data/prepare';
import type { Split } from '../data/split';
import { createEmptyModel } from '../model/create-model';
import { modelOptions } from '../../../src-shared/domain/model/model-options';
import { withReplicas } from '../replicas/replicas';
import { selectBackend } from '../tensor/select-backend';
import type { Work } from '../work';
import { compareContent, tokenizerItem } from './compare-content';
import { tokenizerOf } from './describe-files';
import { answersNotChecked, contentNotChecked } from './not-checked';
import { verifyLosses, verifyMetrics, verifyPredictions } from './verify-answers';
import { verifySplit } from './verify-split';

const NO_WEIGHTS = 'neither a run nor a folder with a checkpoint was given';
const NOT_IN_FOLDER = 'the folder with the checkpoint does not say; a run of the history does';

/** What a passport is verified with, beside data. */
export interface VerifiedRun {
  /** What is known of the run and its files. */
  readonly known: Partial<PassportContent>;
  /** Null where a checkpoint has none of its own: then those are used that the data give. */
  readonly vocabularies: Vocabularies | null;
  /** Null where there are none, or where they cannot be read. */
  readonly weights: { readonly tensors: readonly NamedArray[]; readonly origin: string } | null;
  /** What is wrong with the weights, so that there are none; null also where none were asked for. */
  readonly problem: string | null;
}

/**
 * Verifies a passport item by item: the split, the tokenizers and the metrics by the data; what a run is by its files and
 * records; validation losses and predictions by decoding again with its weights.
 */
export async function verifyPassport(
  passport: PassportContent,
  split: Split,
  run: VerifiedRun,
  work: Work,
): Promise<VerifiedItem[]> {
  const { configuration } = passport;
  const items = verifySplit(passport.split, split.record);
  const { vocabularies } = run;
  const data = vocabularies
    ? { ...vocabularies, ...(await encodeSplit(split, vocabularies, configuration, work)) }
    : await prepareData(split, configuration, work);
  if (!vocabularies) items.push(...rebuiltTokenizers(passport, data));
  items.push(...compareContent(passport, run.known));
  if (run.problem !== null) items.push(itemUnless('weights', run.problem));
  items.push(...unknownContent(passport, run));
  items.push(...passport.evaluations.map((evaluation) => verifyMetrics(evaluation, data)));
  items.push(...(await decodedAgain(passport, data, run, work)));
  return items;
}

/** Weights that cannot be read are known to differ. */
function unknownContent(passport: PassportContent, { known, weights, problem }: VerifiedRun): VerifiedItem[] {
  const isGiven = weights !== null || problem !== null;
  const unknown = contentNotChecked(passport, known, isGiven ? NOT_IN_FOLDER : NO_WEIGHTS);
  return problem === null ? unknown : unknown.filter(({ name }) => name !== 'weights');
}

function rebuiltTokenizers(
  { tokenizers }: PassportContent,
  { sourceVocabulary, targetVocabulary }: Vocabularies,
): VerifiedItem[] {
  return [
    tokenizerItem('tokenizer: source, rebuilt', tokenizers.source, tokenizerOf(sourceVocabulary).description),
    tokenizerItem('tokenizer: target, rebuilt', tokenizers.target, tokenizerOf(targetVocabulary).description),
  ];
}

async function decodedAgain(
  passport: PassportContent,
  data: PreparedData,
  { weights, problem }: VerifiedRun,
  work: Work,
): Promise<VerifiedItem[]> {
  if (!weights) return answersNotChecked(passport, problem ?? NO_WEIGHTS);
  const vocabularies = { source: data.sourceVocabulary.size, target: data.targetVocabulary.size };
  const options = modelOptions(passport.run.architecture, passport.configuration, vocabularies);
  const model = createEmptyModel(await selectBackend(), options);
  try {
    assignWeights(model, weights.tensors, weights.origin);
    return await withReplicas(model, async (replicas) => [
      ...(await verifyLosses(passport, replicas, data, work)),
      ...(await verifyPredictions(passport, replicas, data, work)),
    ]);
  } catch (error) {
    if (error instanceof UserError) return answersNotChecked(passport, error.message);
    throw error;
  } finally {
    model.parameters.dispose();
  }
}

import { SPLIT_NAMES } from '../../../src-shared/domain/data';
import type {
  PassportCheckpoint,
  PassportContent,
  PassportEvaluation,
  PassportTokenizer,
} from '../../../src-shared/domain/passport';
import { itemUnless, type VerifiedItem } from '../../../src-shared/domain/verification';
import type { Intervention } from '../../../src-shared/domain/training';
import { describeIntervention } from '../../../src-shared/format/training';
import { hashOf } from './canonical-json';
import { counted, listed, shortHash } from './in-words';

/**
 * Compares what a run is known to be with its passport, item by item; what is not known of it `contentNotChecked` names.
 * All of it was recorded, so it is identical or it differs.
 */
export function compareContent(passport: PassportContent, known: Partial<PassportContent>): VerifiedItem[] {
  const items: VerifiedItem[] = [];
  if (known.run)
    items.push(itemUnless('architecture', unequal(passport.run.architecture, known.run.architecture)));
  if (known.configuration) items.push(settingsItem(passport.configuration, known.configuration));
  if (known.tokenizers)
    for (const side of ['source', 'target'] as const)
      items.push(tokenizerItem(`tokenizer: ${side}`, passport.tokenizers[side], known.tokenizers[side]));
  if (known.checkpoint) items.push(weightsItem(passport.checkpoint, known.checkpoint));
  if (known.split) items.push(recordedSplitItem(passport.split, known.split));
  if (known.environment !== undefined) items.push(environmentItem(passport.environment, known.environment));
  if (known.epochs) items.push(epochsItem(passport.epochs, known.epochs));
  if (known.interventions) items.push(...interventionItems(passport.interventions, known.interventions));
  if (known.evaluations) items.push(...evaluationItems(passport.evaluations, known.evaluations));
  return items;
}

/** Compares settings; those of a file that lacks some are compared as far as it has them. */
function settingsItem(
  expected: PassportContent['configuration'],
  found: Partial<PassportContent['configuration']>,
): VerifiedItem {
  return itemUnless('settings', differingMembers(expected, found));
}

export function tokenizerItem(
  name: string,
  expected: PassportTokenizer,
  found: PassportTokenizer,
): VerifiedItem {
  const problem =
    expected.size !== found.size
      ? `${found.size} tokens where the passport has ${expected.size}`
      : `its SHA-256 is ${shortHash(found.sha256)}, the passport says ${shortHash(expected.sha256)}`;
  return itemUnless(name, expected.sha256 === found.sha256 ? null : problem);
}

/**
 * Compares two files of weights; equal tensors in a file of other bytes (one exported, say) are the same weights. Such a
 * file may lack an epoch; one that has another differs.
 */
function weightsItem(expected: PassportCheckpoint, found: PassportCheckpoint): VerifiedItem {
  const name = 'weights';
  const isSameFile = expected.sha256 === found.sha256;
  if (expected.epoch !== found.epoch && (isSameFile || found.epoch !== null))
    return itemUnless(
      name,
      `they are of ${epochInWords(found.epoch)}, the passport says ${epochInWords(expected.epoch)}`,
    );
  if (isSameFile) return itemUnless(name, null);
  const byName = new Map(found.tensors.map((tensor) => [tensor.name, tensor]));
  const names = new Set(expected.tensors.map((tensor) => tensor.name));
  const problems = expected.tensors.flatMap((tensor) => {
    const other = byName.get(tensor.name);
    if (!other) return [`tensor ${tensor.name} is missing`];
    if (other.shape.join() !== tensor.shape.join())
      return [`tensor ${tensor.name} is [${other.shape.join(', ')}], not [${tensor.shape.join(', ')}]`];
    return other.sha256 === tensor.sha256 ? [] : [`tensor ${tensor.name} has other values`];
  });
  for (const tensor of found.tensors)
    if (!names.has(tensor.name)) problems.push(`tensor ${tensor.name} is not in the passport`);
  if (problems.length > 0) return itemUnless(name, listed(problems));
  return {
    name,
    agreement: 'within-tolerance',
    detail: `all ${counted(expected.tensors.length, 'tensor')} are identical, in a file of other bytes (${shortHash(found.sha256)})`,
  };
}

function epochInWords(epoch: number | null): string {
  return epoch === null ? 'no epoch' : `epoch ${epoch}`;
}

/** Compares both ways, so that a fact that only one of the two has is told. */
function environmentItem(
  expected: PassportContent['environment'],
  found: PassportContent['environment'],
): VerifiedItem {
  const name = 'recorded environment';
  if (expected !== null && found === null) return itemUnless(name, 'the run has none');
  if (expected === null && found !== null) return itemUnless(name, 'the passport has none');
  const lacking = Object.fromEntries(Object.keys(expected ?? {}).map((fact) => [fact, null]));
  return itemUnless(name, differingMembers(expected ?? {}, { ...lacking, ...found }));
}

function recordedSplitItem(
  expected: PassportContent['split'],
  found: PassportContent['split'],
): VerifiedItem {
  const problems = SPLIT_NAMES.flatMap((split) => {
    const [wanted, given] = [expected.exampleHashes[split], found.exampleHashes[split]];
    const place = wanted.findIndex((hash, index) => hash !== given[index]);
    if (place >= 0) return [`${split} example ${place}`];
    return wanted.length === given.length ? [] : [`the count of ${split} examples`];
  });
  return itemUnless(
    'recorded split',
    problems.length > 0 ? listed(problems) : unequal(expected.hash, found.hash),
  );
}

function epochsItem(expected: PassportContent['epochs'], found: PassportContent['epochs']): VerifiedItem {
  const byEpoch = new Map(found.map((epoch) => [epoch.epoch, epoch]));
  const problems = expected.flatMap((epoch) => {
    const other = byEpoch.get(epoch.epoch);
    const difference = other ? differingMembers(epoch, other) : 'nothing is recorded of it';
    return difference === null ? [] : [`epoch ${epoch.epoch}: ${difference}`];
  });
  if (found.length > expected.length) problems.push(`${found.length} epochs, not ${expected.length}`);
  return itemUnless('recorded losses', problems.length > 0 ? listed(problems) : null);
}

/** What people changed by hand while it trained. */
function interventionItems(
  expected: readonly Intervention[] | undefined,
  found: readonly Intervention[],
): VerifiedItem[] {
  const name = 'interventions';
  const inWords = (made: readonly Intervention[]) =>
    made.length === 0 ? 'nothing was changed by hand' : listed(made.map(describeIntervention));
  if (expected)
    return [
      itemUnless(
        name,
        hashOf(expected) === hashOf(found)
          ? null
          : `${inWords(found)}; the passport says: ${inWords(expected)}`,
      ),
    ];
  const detail = `a passport of version 1 does not tell of them; of the run is known: ${inWords(found)}`;
  return found.length === 0 ? [] : [{ name, agreement: 'not-checked', detail }];
}

function evaluationItems(
  expected: readonly PassportEvaluation[],
  found: readonly PassportEvaluation[],
): VerifiedItem[] {
  return expected.map((evaluation) => {
    const { split, decoder } = evaluation;
    const other = found.find((candidate) => candidate.split === split && candidate.decoder === decoder);
    return itemUnless(
      `recorded evaluation: ${split}, ${decoder}`,
      other ? evaluationProblem(evaluation, other) : 'the run has none',
    );
  });
}

function evaluationProblem(expected: PassportEvaluation, found: PassportEvaluation): string | null {
  const problems = expected.predictions.flatMap((prediction, index) =>
    prediction.sha256 === found.predictions[index]?.sha256 ? [] : [`the prediction of example ${index}`],
  );
  if (found.predictions.length > expected.predictions.length) problems.push('there are more predictions');
  const { metrics, beamSize, epoch, perplexity } = expected;
  const numbers = differingMembers(
    { ...metrics, beamSize, epoch, perplexity },
    { ...found.metrics, beamSize: found.beamSize, epoch: found.epoch, perplexity: found.perplexity },
  );
  if (numbers !== null) problems.push(numbers);
  return problems.length > 0 ? listed(problems) : null;
}

/** Members of `found` that are not those of `expected`, with both values; null where there are none. */
function differingMembers(expected: object, found: object): string | null {
  const wanted = expected as Readonly<Record<string, unknown>>;
  const problems = Object.entries(found)
    .filter(([name, value]) => hashOf([value]) !== hashOf([wanted[name] ?? null]))
    .map(
      ([name, value]) =>
        `${name} is ${JSON.stringify(value)}, the passport says ${JSON.stringify(wanted[name])}`,
    );
  return problems.length > 0 ? listed(problems) : null;
}

function unequal(expected: string, found: string): string | null {
  return expected === found ? null : `it is ${found}, the passport says ${expected}`;
}

import type { Run } from '../../src-shared/domain/run';
import type { History } from './history';

/** What is said of a study or run whose texts are not known, after its name. */
export const NO_TOKENIZERS =
  'was imported without tokenizers, so its texts are not known; import a folder that holds src_tokenizer.json and ' +
  'tgt_tokenizer.json beside the .pt file';

/** Whether texts can be put into the numbers that a run reads, and back. */
export function hasTokenizers(history: History, run: Run): boolean {
  return run.origin === null || history.runs.hasArtefact(run.id, 'source-vocabulary');
}

/** Why a run cannot answer texts, and what would help; null where it can. */
export function whyNotGenerate(history: History, run: Run): string | null {
  const named = `Run ${run.id} (${run.architecture})`;
  if (run.origin && run.origin.weights === null)
    return `${named} was imported without weights: its record can be looked at, but nothing can be asked of it; import a folder that holds its .pt file`;
  if (!history.runs.hasArtefact(run.id, 'best-checkpoint'))
    return `Run ${run.id} (${run.architecture}, ${run.state}) has no checkpoint yet: it must finish an epoch first`;
  return hasTokenizers(history, run) ? null : `${named} ${NO_TOKENIZERS}`;
}

/** Why a run cannot be evaluated, and what would help; null where it can. */
export function whyNotEvaluate(history: History, run: Run): string | null {
  const why = whyNotGenerate(history, run);
  if (why !== null || run.origin === null || history.studies.find(run.study)!.split) return why;
  return `Run ${run.id} (${run.architecture}) was imported without data; add those that it was trained with: unroll data add ${run.study} SOURCE`;
}

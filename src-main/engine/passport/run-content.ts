import type { PassportJob } from '../../../src-shared/contract/engine/jobs';
import type { PassportContent } from '../../../src-shared/domain/passport';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { Vocabularies } from '../data/prepare';
import { type DescribedCheckpoint, describeCheckpoint, describeTokenizer } from './describe-files';
import { hashPredictions, passportPrediction } from './passport-file';

/** The part of a passport that the history knows, with its hashes. */
export function recordedContent({
  evaluations,
  ...recorded
}: PassportJob['recorded']): Omit<PassportContent, 'tokenizers' | 'checkpoint'> {
  return {
    ...recorded,
    evaluations: evaluations.map((evaluation) => {
      const predictions = evaluation.predictions.map(passportPrediction);
      return { ...evaluation, predictions, hash: hashPredictions(predictions) };
    }),
  };
}

/** The vocabularies of a run of a home, and what its passport says of them. @throws UserError as `describeTokenizer` does */
export async function runTokenizers(
  home: string,
  study: string,
): Promise<Vocabularies & Pick<PassportContent, 'tokenizers'>> {
  const folder = StudyFolder.of(home, study);
  return tokenizersAt(folder.path('source-vocabulary'), folder.path('target-vocabulary'));
}

/** The same of two files. */
export async function tokenizersAt(
  sourcePath: string,
  targetPath: string,
): Promise<Vocabularies & Pick<PassportContent, 'tokenizers'>> {
  const [source, target] = [await describeTokenizer(sourcePath), await describeTokenizer(targetPath)];
  return {
    sourceVocabulary: source.vocabulary,
    targetVocabulary: target.vocabulary,
    tokenizers: { source: source.description, target: target.description },
  };
}

/** The best checkpoint of a run of a home. @throws UserError as `describeCheckpoint` does */
export function runCheckpoint(home: string, run: string): Promise<DescribedCheckpoint> {
  return describeCheckpoint(new RunFolder(home, run).path('best'));
}

import type { RunConfiguration } from '../../../../src-shared/domain/configuration';
import type { RecordedRun, RunEvidence } from '../../../../src-shared/domain/diagnosis';
import { splitFacts } from '../../data/inspect';
import type { PreparedData } from '../../data/prepare';
import type { Split } from '../../data/split';
import { tokeniseSplit, WHOLE_TEXTS } from '../../data/tokenised-split';
import type { Work } from '../../work';
import { findMemorisation } from '../memorisation/memorisation';
import { embeddingEvidence, unigramEntropy } from './evidence';

/** What the examples of a study tell of a run. */
export type StudyEvidence = Pick<
  RunEvidence,
  'data' | 'memorisation' | 'targetUnigramEntropy' | 'embeddings'
>;

/** Looks at a study's examples, and at what of the evaluated ones the training examples gave away. */
export async function studyEvidence(
  split: Split,
  data: PreparedData,
  configuration: RunConfiguration,
  evaluation: RecordedRun['evaluation'],
  work: Work,
): Promise<StudyEvidence> {
  const texts = await tokeniseSplit(split, WHOLE_TEXTS, configuration, work);
  return {
    data: await splitFacts(split, texts, configuration, work),
    memorisation:
      evaluation &&
      (await findMemorisation({ data, texts, split: 'test', predictions: evaluation.predictions }, work)),
    targetUnigramEntropy: unigramEntropy(data.train.map(({ target }) => target)),
    embeddings: {
      source: embeddingEvidence(
        data.train.map(({ source }) => source),
        data.sourceVocabulary,
      ),
      target: embeddingEvidence(
        data.train.map(({ target }) => target),
        data.targetVocabulary,
      ),
    },
  };
}

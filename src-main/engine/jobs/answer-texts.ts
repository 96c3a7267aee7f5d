import type { GenerateJob } from '../../../src-shared/contract/engine/jobs';
import type { SourceMasking } from '../../../src-shared/domain/attention-analysis';
import type { BeamTree } from '../../../src-shared/domain/beam-tree';
import { UserError } from '../../../src-shared/domain/errors';
import type { Generation, Hypothesis } from '../../../src-shared/domain/run';
import { attentionProfile } from '../../../src-shared/domain/attention-profile';
import { answerFaithfulness } from '../analysis/attention/faithfulness';
import type { RunDescription } from '../checkpoint/run-folder';
import type { Vocabularies } from '../data/prepare';
import { decodeWithTree } from '../decoding/beam-tree';
import { decodingOptions } from '../decoding/decoding-options';
import { decodeAll } from '../decoding/decode';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import { shownRows, shownTokens } from '../decoding/shown-tokens';
import { attentionRows } from '../evaluation/attention-report';
import { maskSources } from '../evaluation/source-masking';
import { unpaddedLength } from '../model/packing';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { Replicas } from '../replicas/replicas';
import type { Vocabulary } from '../text/vocabulary';

/** A run that is ready to answer. */
export interface AnsweringRun {
  readonly model: SequenceToSequence;
  readonly description: RunDescription;
  readonly vocabularies: Vocabularies;
}

export type Question = Pick<GenerateJob, 'texts' | 'beamSize' | 'attention' | 'faithfulness' | 'tree'>;

/** The hypotheses of one text. */
interface Answer {
  readonly source: Int32Array;
  readonly hypotheses: readonly DecodedHypothesis[];
  readonly tree: BeamTree | null;
}

/**
 * Answers texts in their order. Null when `mayGoOn` says no.
 * @throws UserError when the faithfulness of attention is asked for, and the run has none.
 */
export async function answerTexts(
  run: AnsweringRun,
  question: Question,
  mayGoOn: () => Promise<boolean>,
): Promise<Omit<Generation, 'run'>[] | null> {
  const { model, description, vocabularies } = run;
  const { architecture } = description;
  if (question.faithfulness && !model.options.attention)
    throw new UserError(`A run of ${architecture} has no attention whose faithfulness could be told`);
  const answers = await decodeTexts(run, question, mayGoOn);
  if (answers === null) return null;
  const masked = question.faithfulness ? await maskAll(model, answers, mayGoOn) : answers.map(() => null);
  if (masked === null) return null;
  const { sourceVocabulary: sources, targetVocabulary: targets } = vocabularies;
  return answers.map(({ source, hypotheses, tree }, index) => ({
    architecture,
    sourceTokens: Array.from(source.subarray(0, unpaddedLength(source)), (id) => sources.token(id)),
    hypotheses: hypotheses.map((hypothesis, place) =>
      shownHypothesis(hypothesis, masked[index]?.[place] ?? null, targets),
    ),
    tree,
  }));
}

async function decodeTexts(
  { model, description: { configuration }, vocabularies }: AnsweringRun,
  { texts, beamSize, attention, faithfulness, tree }: Question,
  mayGoOn: () => Promise<boolean>,
): Promise<Answer[] | null> {
  const { sourceVocabulary, targetVocabulary } = vocabularies;
  const sources = texts.map((text) => sourceVocabulary.encode(text, configuration.MAX_DOCSTRING_LEN));
  const options = decodingOptions(configuration, beamSize, attention || faithfulness === true);
  if (!tree) {
    const decoded = await decodeAll(Replicas.single(model), sources, options, mayGoOn);
    return (
      decoded && decoded.map((hypotheses, index) => ({ source: sources[index], hypotheses, tree: null }))
    );
  }
  const answers: Answer[] = [];
  for (const source of sources) {
    if (!(await mayGoOn())) return null;
    answers.push({ source, ...decodeWithTree(model, source, options, targetVocabulary) });
  }
  return answers;
}

/** What masking shows, by text and hypothesis. */
async function maskAll(
  model: SequenceToSequence,
  answers: readonly Answer[],
  mayGoOn: () => Promise<boolean>,
): Promise<SourceMasking[][] | null> {
  const all = answers.flatMap(({ source, hypotheses }) =>
    hypotheses.map((hypothesis) => ({ source, hypothesis })),
  );
  const masked = await maskSources(Replicas.single(model), all, mayGoOn);
  let next = 0;
  return masked && answers.map(({ hypotheses }) => masked.slice(next, (next += hypotheses.length)));
}

function shownHypothesis(
  hypothesis: DecodedHypothesis,
  masking: SourceMasking | null,
  vocabulary: Vocabulary,
): Hypothesis {
  const { tokens, attention } = shownTokens(hypothesis, vocabulary);
  return {
    tokens,
    logProbability: hypothesis.logProbability,
    attention,
    profile: attention && attentionProfile(attention),
    faithfulness: masking && {
      ...answerFaithfulness({ ...masking, weights: attentionRows(hypothesis, masking.drops.length) }),
      positions: masking.positions,
      drops: shownRows(hypothesis, masking.drops),
    },
  };
}

import type { GenerateJob, SourceText } from '../../../src-shared/contract/engine/jobs';
import type { SourceMasking } from '../../../src-shared/domain/attention-analysis';
import type { BeamTree } from '../../../src-shared/domain/beam-tree';
import { UserError } from '../../../src-shared/domain/errors';
import type { SourceWord } from '../../../src-shared/domain/generation';
import type { Generation, Hypothesis } from '../../../src-shared/domain/run';
import { attentionProfile } from '../../../src-shared/domain/attention-profile';
import { answerFaithfulness } from '../analysis/attention/faithfulness';
import type { RunDescription } from '../checkpoint/run-folder';
import type { Vocabularies } from '../data/prepare';
import { decodeInTurns, type DecodingOptions } from '../decoding/beam-search';
import { TreeRecorder } from '../decoding/beam-tree';
import { decodingOptions } from '../decoding/decoding-options';
import { decodeAll } from '../decoding/decode';
import type { DecodingLayout } from '../decoding/decoding-layout';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import { outputSteps } from '../decoding/output-steps';
import { shownRows, shownTokens } from '../decoding/shown-tokens';
import { attentionRows } from '../evaluation/attention-report';
import { maskSources } from '../evaluation/source-masking';
import { unpaddedLength } from '../model/packing';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { Replicas } from '../replicas/replicas';
import { EOS, PAD, SOS } from '../text/special-tokens';
import { tokenize } from '../../../src-shared/format/tokenizer';
import type { Vocabulary } from '../text/vocabulary';

/** A run that is ready to answer. */
export interface AnsweringRun {
  readonly model: SequenceToSequence;
  readonly layout: DecodingLayout;
  readonly description: RunDescription;
  readonly vocabularies: Vocabularies;
}

export type Question = Omit<GenerateJob, 'kind' | 'home' | 'runs'>;

/** The hypotheses of one text. */
interface Answer {
  readonly source: Int32Array;
  readonly hypotheses: readonly DecodedHypothesis[];
  readonly tree: BeamTree | null;
}

/**
 * Answers texts in their order. Null when `mayGoOn` says no, which a single text asks at every time step.
 * @throws UserError when the faithfulness of attention is asked for, and the run has none; and for tokens that cannot stand
 * in a source.
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
  const forced = question.prefix?.length ?? 0;
  return answers.map(({ source, hypotheses, tree }, index) => ({
    architecture,
    sourceWords: sourceWords(question.texts[index], run),
    sourceTokens: Array.from(source.subarray(0, unpaddedLength(source)), (id) => sources.token(id)),
    hypotheses: hypotheses.map((hypothesis, place) =>
      shownHypothesis(hypothesis, { masking: masked[index]?.[place] ?? null, forced }, targets),
    ),
    tree,
  }));
}

/** @throws UserError for tokens that frame a source. */
function encodeSource(text: SourceText, { description, vocabularies }: AnsweringRun): Int32Array {
  const { MAX_DOCSTRING_LEN } = description.configuration;
  const { sourceVocabulary } = vocabularies;
  if (typeof text === 'string') return sourceVocabulary.encode(text, MAX_DOCSTRING_LEN);
  const framing = text.find((token) => [PAD, SOS, EOS].includes(sourceVocabulary.identifier(token)));
  if (framing !== undefined)
    throw new UserError(`${framing} cannot stand among the tokens of a source; it is put there by itself`);
  return sourceVocabulary.encodeTokens(text, MAX_DOCSTRING_LEN);
}

function sourceWords(text: SourceText, { description, vocabularies }: AnsweringRun): SourceWord[] {
  const mostRead = description.configuration.MAX_DOCSTRING_LEN - 2;
  return (typeof text === 'string' ? tokenize(text) : text).map((word, position) => ({
    text: word,
    known: vocabularies.sourceVocabulary.has(word),
    read: position < mostRead,
  }));
}

async function decodeTexts(
  run: AnsweringRun,
  question: Question,
  mayGoOn: () => Promise<boolean>,
): Promise<Answer[] | null> {
  const { texts, beamSize, attention, faithfulness, tree, prefix, choices, alternatives = 0 } = question;
  const { description, vocabularies } = run;
  const sources = texts.map((text) => encodeSource(text, run));
  const options = {
    ...decodingOptions(description.configuration, beamSize, attention || faithfulness === true, choices),
    prefix: prefix?.map((token) => vocabularies.targetVocabulary.identifier(token)),
    alternatives: alternatives > 0 ? alternatives : null,
  };
  // Somebody waits for a single answer, and may not want it any more; a tree is that of one text.
  if (tree || texts.length === 1) return decodeEach(run, sources, options, tree === true, mayGoOn);
  const decoded = await decodeAll(Replicas.single(run.model), sources, options, mayGoOn);
  return decoded && decoded.map((hypotheses, index) => ({ source: sources[index], hypotheses, tree: null }));
}

async function decodeEach(
  { model, layout, vocabularies }: AnsweringRun,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  withTree: boolean,
  mayGoOn: () => Promise<boolean>,
): Promise<Answer[] | null> {
  const answers: Answer[] = [];
  for (const source of sources) {
    const recorder = withTree ? new TreeRecorder(options, vocabularies.targetVocabulary) : null;
    const watch = recorder?.watch ?? null;
    const decoded = await decodeInTurns(model, [source], options, { layout, watch, mayGoOn });
    if (decoded === null) return null;
    answers.push({ source, hypotheses: decoded[0], tree: recorder?.tree ?? null });
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
  { masking, forced }: { readonly masking: SourceMasking | null; readonly forced: number },
  vocabulary: Vocabulary,
): Hypothesis {
  const { tokens, attention } = shownTokens(hypothesis, vocabulary);
  return {
    tokens,
    logProbability: hypothesis.logProbability,
    ended: hypothesis.ended,
    steps: outputSteps(hypothesis, vocabulary, forced),
    attention,
    profile: attention && attentionProfile(attention),
    faithfulness: masking && {
      ...answerFaithfulness({ ...masking, weights: attentionRows(hypothesis, masking.drops.length) }),
      positions: masking.positions,
      drops: shownRows(hypothesis, masking.drops),
    },
  };
}

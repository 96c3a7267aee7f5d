/** Answers as the attention view puts them on the page. */
import type { AttentionView } from '../../src-shared/charts/attention-view';
import type { SteppedAnswer } from '../../src-shared/charts/answer-steps';
import type { Architecture } from '../../src-shared/domain/architecture';
import { attentionProfile } from '../../src-shared/domain/attention-profile';
import type { OutputStep } from '../../src-shared/domain/generation';
import type { Generation, ProbeOfEpoch } from '../../src-shared/domain/run';
import type { RunHead } from '../../src-shared/domain/study-list';

/** One answer with its attention. */
export interface AttentionPanel {
  /** Tells it from the one beside it, in a word or two. */
  readonly name: string;
  /** The name or, where that says little, what it stands for. */
  readonly label: string;
  readonly architecture: Architecture;
  readonly view: AttentionView;
  /** How sure the model was of each token; null where that was not told. */
  readonly output: readonly OutputStep[] | null;
  readonly logProbability: number;
}

/** What a panel is called; the label where the name does not say all. */
export interface PanelName {
  readonly name: string;
  readonly label?: string;
}

const START = '<SOS>';
const END = '<EOS>';

/** Whether a run has attention weights at all. */
export function hasAttention({ architecture }: RunHead): boolean {
  return architecture === 'lstm-attention';
}

/** A hypothesis of an answer; null where the beam has none of that place. */
export function panelOfHypothesis(
  { name, label = name }: PanelName,
  generation: Generation | null,
  place: number,
): AttentionPanel | null {
  const hypothesis = generation?.hypotheses[place];
  if (!generation || !hypothesis?.attention) return null;
  const { sourceTokens, architecture } = generation;
  const { tokens, attention: weights, steps: output, logProbability } = hypothesis;
  const view = { sourceTokens, generatedTokens: withEnd(tokens, weights.length), weights };
  return { name, label, architecture, view, output, logProbability };
}

/** A hypothesis with or without attention as it is drawn step by step; null where nothing is known of its steps. */
export function steppedHypothesis(
  label: string,
  generation: Generation | null,
  place: number,
): SteppedAnswer | null {
  const panel = panelOfHypothesis({ name: label }, generation, place);
  if (panel) return steppedPanel(panel, 0);
  const output = generation?.hypotheses[place]?.steps;
  if (!generation || !output || output.length === 0) return null;
  const generatedTokens = output.map(({ token }) => token);
  return { label, architecture: generation.architecture, turn: 0, generatedTokens, output, attention: null };
}

/** What was written after an epoch; null without attention. */
export function panelOfProbe(
  name: string,
  architecture: Architecture,
  probe: ProbeOfEpoch | undefined,
): AttentionPanel | null {
  if (!probe?.attention) return null;
  const { attention: weights, logProbability } = probe;
  const sourceTokens = [START, ...tokensOf(probe.source), END];
  const view = {
    sourceTokens,
    generatedTokens: withEnd(tokensOf(probe.hypothesis), weights.length),
    weights,
  };
  return { name, label: name, architecture, view, output: null, logProbability };
}

/** An answer as it is drawn step by step; `turn` panels of its architecture stand before it. */
export function steppedPanel(
  { name, architecture, view, output }: AttentionPanel,
  turn: number,
): SteppedAnswer {
  const attention = { sourceLength: view.sourceTokens.length, steps: attentionProfile(view.weights).steps };
  return { label: name, architecture, turn, generatedTokens: view.generatedTokens, output, attention };
}

function withEnd(tokens: readonly string[], rows: number): readonly string[] {
  return [...tokens, END].slice(0, rows);
}

function tokensOf(text: string): string[] {
  return text.split(' ').filter((token) => token !== '');
}

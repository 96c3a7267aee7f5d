/** Answers as the attention view puts them on the page. */
import type { AttentionView } from '../../src-shared/charts/attention-heatmap';
import type { Architecture } from '../../src-shared/domain/architecture';
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
  const { tokens, attention: weights, logProbability } = hypothesis;
  const view = { sourceTokens, generatedTokens: withEnd(tokens, weights.length), weights };
  return { name, label, architecture, view, logProbability };
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
  return { name, label: name, architecture, view, logProbability };
}

function withEnd(tokens: readonly string[], rows: number): readonly string[] {
  return [...tokens, END].slice(0, rows);
}

function tokensOf(text: string): string[] {
  return text.split(' ').filter((token) => token !== '');
}

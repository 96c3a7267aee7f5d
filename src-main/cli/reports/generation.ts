import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { BeamTree } from '../../../src-shared/domain/beam-tree';
import type { SplitName } from '../../../src-shared/domain/data';
import type { Generation, Hypothesis, PredictionRecord } from '../../../src-shared/domain/run';
import { decimal, formatTable } from '../table';

/** How many source tokens are named for each generated token, and for each hypothesis. */
const MOST_NAMED = 3;
const INDENT = '    ';

/** An example in whose docstring's place a text stands. */
export interface AskedExample extends Pick<PredictionRecord, 'index' | 'source' | 'reference'> {
  readonly split: SplitName;
}

export interface ShownAnswer {
  readonly generation: Generation;
  /** Null for a text of the user's. */
  readonly example: AskedExample | null;
}

/** What `generate` prints with `--json` for each text. */
export function generationDocument({ generation, example }: ShownAnswer) {
  if (example === null) return generation;
  const { split, index, reference } = example;
  return { ...generation, example: { split, index, reference } };
}

export function generationText({ generation, example }: ShownAnswer): string {
  const { architecture, sourceTokens, hypotheses, tree } = generation;
  return [
    `${ARCHITECTURE_TITLES[architecture]}: ${sourceTokens.join(' ')}`,
    ...(example ? [`  reference of ${example.split} example ${example.index}: ${example.reference}`] : []),
    ...hypotheses.flatMap((hypothesis) => [
      `  ${decimal(hypothesis.logProbability, 3)}  ${hypothesis.tokens.join(' ') || '(empty)'}`,
      ...attentionLines(generation, hypothesis),
      ...faithfulnessLines(generation, hypothesis),
    ]),
    ...(tree ? [treeText(tree)] : []),
  ].join('\n');
}

/** Under a hypothesis, the source tokens that each of its tokens attended to most. */
function attentionLines({ sourceTokens }: Generation, { tokens, attention, profile }: Hypothesis): string[] {
  if (attention === null) return [];
  const rows = attention.map((weights, target) => [
    `${INDENT}${tokens[target] ?? '<EOS>'}`,
    mostOf(weights.map((weight, source) => ({ token: sourceTokens[source], value: weight }))),
    decimal(profile?.steps[target].entropy ?? null),
    decimal(profile?.steps[target].coverage ?? null),
  ]);
  return [formatTable([`${INDENT}token`, 'looked at', 'entropy', 'coverage'], rows)];
}

function faithfulnessLines({ sourceTokens }: Generation, { faithfulness }: Hypothesis): string[] {
  if (faithfulness === null) return [];
  const { positions, drops, correlation, stepwise, isUniform } = faithfulness;
  const costs = positions.map((position, column) => ({
    token: sourceTokens[position],
    value: drops.reduce((sum, row) => sum + row[column], 0),
  }));
  return [
    `${INDENT}masking costs most (nats): ${mostOf(costs) || 'there is nothing to mask'}`,
    `${INDENT}faithfulness of attention: ${decimal(correlation) ?? 'not known'}, step by step ` +
      `${decimal(stepwise) ?? 'not known'}${isUniform ? '; attention is even, and tells nothing' : ''}`,
  ];
}

function mostOf(values: readonly { readonly token: string; readonly value: number }[]): string {
  return [...values]
    .sort((one, other) => other.value - one.value)
    .slice(0, MOST_NAMED)
    .map(({ token, value }) => `${token} ${decimal(value)}`)
    .join(', ');
}

/** Every candidate of every step; the number of a kept one is how the next step calls it. */
function treeText({ steps, lengthNormalisation }: BeamTree): string {
  const rows = steps.flatMap(({ candidates }, step) =>
    candidates.map((candidate, place) => [
      `  ${step + 1}`,
      candidate.kept ? `kept as ${place + 1}` : 'pruned',
      candidate.parent === null ? '' : `${candidate.parent + 1}`,
      candidate.carriedOver ? `(ended before)` : candidate.token,
      decimal(candidate.logProbability, 3),
      decimal(candidate.score, 3),
    ]),
  );
  const score = lengthNormalisation === 0 ? 'score' : `score (length normalisation ${lengthNormalisation})`;
  return formatTable(['  step', '', 'behind', 'token', 'log-probability', score], rows);
}

import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { Generation, Hypothesis } from '../../../src-shared/domain/run';
import { decimal, formatTable } from '../table';

/** How many source tokens are named for each generated token. */
const MOST_ATTENDED = 3;

export function generationText(generation: Generation): string {
  return [
    `${ARCHITECTURE_TITLES[generation.architecture]}: ${generation.sourceTokens.join(' ')}`,
    ...generation.hypotheses.map(
      (hypothesis) =>
        `  ${decimal(hypothesis.logProbability, 3)}  ${hypothesis.tokens.join(' ') || '(empty)'}${attentionText(generation, hypothesis)}`,
    ),
  ].join('\n');
}

/** Under a hypothesis, the source tokens that each of its tokens attended to most. */
function attentionText({ sourceTokens }: Generation, { tokens, attention }: Hypothesis): string {
  if (attention === null) return '';
  const rows = attention.map((weights, target) => [
    `    ${tokens[target] ?? '<EOS>'}`,
    weights
      .map((weight, source) => ({ weight, token: sourceTokens[source] }))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, MOST_ATTENDED)
      .map(({ weight, token }) => `${token} ${decimal(weight)}`)
      .join(', '),
  ]);
  return `\n${formatTable(['    token', 'looked at'], rows)}`;
}

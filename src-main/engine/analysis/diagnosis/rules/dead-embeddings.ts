import { formatCount } from '../../../../../src-shared/format/numbers';
import type { EmbeddingEvidence, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { percent } from '../rule';

/** Share of a vocabulary whose embeddings training never moves; at full size 2 to 6% are normal, since texts are cut. */
const LIMIT = 0.1;

/** Tokens in the vocabulary that training never meets: their embeddings stay as they were drawn. */
export function deadEmbeddings({ embeddings, configuration }: RunEvidence): (Finding | null)[] {
  if (!embeddings) return [null];
  const leaks = configuration.VOCABULARY_FROM === 'all-splits';
  return [
    finding('source', embeddings.source, 'MAX_DOCSTRING_LEN', leaks),
    finding('target', embeddings.target, 'MAX_CODE_LEN', leaks),
  ];
}

function finding(
  side: 'source' | 'target',
  { rows, dead, tokens }: EmbeddingEvidence,
  lengthKey: 'MAX_DOCSTRING_LEN' | 'MAX_CODE_LEN',
  leaks: boolean,
): Finding | null {
  if (dead <= LIMIT * rows) return null;
  const cause = leaks
    ? 'they come from rows outside the training split, or stand where texts are cut'
    : 'they stand only where texts are cut';
  const origin = leaks ? 'Set VOCABULARY_FROM to train, raise' : 'Raise';
  return {
    id: `dead-${side}-embeddings`,
    severity: 'warning',
    title: `Dead ${side} embeddings`,
    explanation:
      `${formatCount(dead)} of ${formatCount(rows)} tokens of the ${side} vocabulary (${percent(dead / rows)}) occur in no training example as it is ` +
      `encoded: ${cause}. Their embeddings are noise.`,
    evidence: [
      {
        label: 'Tokens never trained',
        value: (100 * dead) / rows,
        unit: '%',
        expected: `at most ${100 * LIMIT}%`,
      },
      { label: 'For example', value: tokens.join(' ') },
    ],
    examples: [],
    remedy: {
      text: `${origin} ${lengthKey}, or lower VOCAB_SIZE.`,
      keys: [...(leaks ? (['VOCABULARY_FROM'] as const) : []), lengthKey, 'VOCAB_SIZE'],
    },
    epoch: null,
  };
}

import type { ErrorCategory } from '../analysis';
import { type HelpEntry, helpEntries } from './entry';

/** What is wrong with an answer, and what is to blame. */
export const ERROR_ENTRIES = helpEntries('Errors', {
  'error-categories': {
    title: 'Error categories',
    definition:
      'Every hypothesis that is no exact match belongs to the first of seven categories that applies: empty output, incomplete code, missing parentheses, missing colons, missing return, wrong operators, other.',
    reading: 'Percentages are of all errors, not of all examples. Every count opens its examples.',
  },
  'empty-output': { title: 'Empty output', definition: 'The hypothesis has no token at all.' },
  'incomplete-code': {
    title: 'Incomplete code',
    definition: 'The hypothesis has fewer than half as many tokens as the reference.',
  },
  'missing-parentheses': {
    title: 'Missing parentheses',
    definition: 'The reference has a `(`, the hypothesis has none.',
  },
  'missing-colons': {
    title: 'Missing colons',
    definition: 'The reference has a `:`, the hypothesis has none.',
  },
  'missing-return': {
    title: 'Missing return',
    definition: 'The reference has a `return`, the hypothesis has none.',
  },
  'wrong-operators': {
    title: 'Wrong operators',
    definition:
      'The comparison, arithmetic and assignment operators of hypothesis and reference, counted, are not the same.',
    reading: 'The words `is`, `in` and `not` are keywords to Python, not operators.',
  },
  other: {
    title: 'Other error',
    definition: 'No exact match, and none of the six categories before applies.',
  },
  'transition-matrix': {
    title: 'Transition matrix',
    alias: 'confusion outcomes',
    definition:
      'How the examples of one outcome (correct, or a category of error) with the first model ended with the second.',
    reading: 'On the diagonal nothing changed. Every cell opens its examples.',
  },
  'search-error': {
    title: 'Search error',
    alias: 'failure cause decoder',
    definition:
      'A failure for which the model holds the reference for more likely than what its decoder came up with: the search missed it, and a wider beam may find it.',
    source: { text: 'Stahlberg and Byrne 2019', url: 'https://aclanthology.org/D19-1331/' },
  },
  'model-error': {
    title: 'Model error',
    alias: 'failure cause',
    definition:
      'A failure for which the model holds its wrong answer for at least as likely as the reference: no search would have helped, only a better model.',
    source: { text: 'Stahlberg and Byrne 2019', url: 'https://aclanthology.org/D19-1331/' },
  },
  divergence: {
    title: 'First divergence',
    definition:
      'The position of the first token at which the hypothesis leaves the reference, or one of the two ends.',
  },
} satisfies Record<ErrorCategory, Omit<HelpEntry, 'group'>> & Record<string, Omit<HelpEntry, 'group'>>);

/** How sure one can be of a figure or a difference. */
export const CERTAINTY_ENTRIES = helpEntries('Certainty', {
  'confidence-interval': {
    title: '95% interval',
    alias: 'confidence bootstrap percentile',
    definition:
      'Where 95% of the values lie when the examples are drawn anew, with replacement, 1,000 times (bootstrap percentiles 2.5 and 97.5; seeded).',
    reading:
      'It says how much the choice of test examples matters. It says nothing about another training seed: train several seeds for that.',
    source: { text: 'Koehn 2004', url: 'https://aclanthology.org/W04-3250/' },
  },
  significance: {
    title: 'Significance (p)',
    alias: 'p-value approximate randomisation test',
    definition:
      'How often chance alone makes two runs differ at least as much as they do: their outputs for each example change places by the toss of a coin, 10,000 times (paired approximate randomisation, two-sided).',
    formula: 'p = (1 + shuffles that differ at least as much) / (1 + 10,000)',
    reading:
      'Below 0.05 the difference is called significant. With many comparisons, some will be by chance; and a significant difference can be too small to matter.',
    source: { text: 'Riezler and Maxwell 2005', url: 'https://aclanthology.org/W05-0908/' },
  },
  'paired-difference': {
    title: 'Difference',
    alias: 'delta paired baseline',
    definition:
      'The second run’s metric minus the first’s on the same examples, with its own paired bootstrap interval.',
    reading:
      'Two intervals can overlap while the difference is clear: what both runs share (hard and easy examples) cancels out.',
  },
  'same-split': {
    title: 'Same examples',
    alias: 'split hash comparable',
    definition:
      'Runs are compared only where they were evaluated on the same examples in the same order, told by the hash of the split.',
  },
  seed: {
    title: 'Seed',
    alias: 'SEED random reproducible',
    definition:
      'The number from which every random draw follows: split, initial weights, batch order, dropout and teacher-forcing coins. The same seed on the same machine and settings gives the same losses bit for bit.',
    reading: 'The spread over several seeds tells how much of a difference is luck.',
  },
  memorisation: {
    title: 'Memorised',
    alias: 'near duplicate verbatim leak training',
    definition:
      'A test example whose target is a near duplicate of a training example’s (Jaccard similarity of their token sets at least 0.8), or a hypothesis that is a training target word for word.',
    reading: 'Metrics without near duplicates tell what is left of a score without memory.',
    source: { text: 'Allamanis 2019', url: 'https://arxiv.org/abs/1812.06469' },
  },
});

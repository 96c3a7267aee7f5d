import { helpEntries } from './entry';

/** How good the answers of a run are. */
export const METRIC_ENTRIES = helpEntries('Metrics', {
  bleu: {
    title: 'BLEU-4',
    alias: 'bilingual evaluation understudy corpus sacrebleu',
    definition:
      'How many n-grams of one to four tokens the hypotheses share with their references, from 0 to 100, times a penalty for answers that are too short. Counted over the whole split, not averaged over examples.',
    formula: 'BLEU = 100 · BP · (p₁ · p₂ · p₃ · p₄)^¼\nBP = 1 if h ≥ r, else exp(1 − r / h)',
    reading:
      'pₙ is the share of the hypotheses’ n-grams that occur in the reference (each at most as often as there), h and r are the tokens of all hypotheses and references. Equal to sacreBLEU 2.x with `tokenize=none smooth=exp`. Scores of different tokenizers, vocabularies or splits cannot be compared.',
    source: { text: 'Papineni et al. 2002', url: 'https://aclanthology.org/P02-1040/' },
  },
  'bleu-signature': {
    title: 'BLEU signature',
    alias: 'nrefs case eff tok smooth sacrebleu',
    definition:
      'How a BLEU score was computed, in sacreBLEU’s notation. Only scores with the same signature can be compared.',
    formula: 'nrefs:1|case:mixed|eff:no|tok:none|smooth:exp',
    reading:
      'One reference for each example; letters as they are (the tokenizer has lower-cased them); no effective order; tokens as the study’s own tokenizer cut them; an order of n-grams without a match counts as half, a quarter, … of one match.',
    source: { text: 'Post 2018', url: 'https://aclanthology.org/W18-6319/' },
  },
  'brevity-penalty': {
    title: 'Brevity penalty',
    alias: 'BP length ratio short',
    definition:
      'The factor by which BLEU is lowered when all hypotheses together are shorter than all references; 1 when they are not.',
    formula: 'BP = exp(1 − r / h) for h < r',
    source: { text: 'Papineni et al. 2002', url: 'https://aclanthology.org/P02-1040/' },
  },
  'ngram-precision': {
    title: 'n-gram precision',
    alias: 'precisions p1 p2 p3 p4',
    definition:
      'The percentage of the hypotheses’ n-grams (n tokens in a row) that stand in the reference as well, each counted at most as often as it stands there.',
    reading:
      'High for one token and low for four: the right words in the wrong order. BLEU is their geometric mean, times the brevity penalty.',
  },
  'sentence-bleu': {
    title: 'BLEU of an example',
    alias: 'sentence effective order',
    definition:
      'BLEU-4 of one example alone, with effective order: averaged over the orders for which the hypothesis is long enough, so that short answers are not all 0.',
    reading: 'The BLEU of a split is not the mean of these.',
  },
  'token-accuracy': {
    title: 'Token accuracy',
    definition:
      'The percentage of reference positions at which the hypothesis has the same token. Over a split, all positions count alike, so that long references weigh more than short ones.',
    formula: '100 · #{t : hypothesis[t] = reference[t]} / #{reference tokens}',
    reading: 'One token too many near the beginning shifts all that follows, which then counts as wrong.',
  },
  'exact-match': {
    title: 'Exact match',
    definition: 'The percentage of examples whose hypothesis has exactly the tokens of the reference.',
    reading:
      'The reference is what the model could have written: cut to MAX_CODE_LEN, with `<UNK>` for what the vocabulary lacks.',
  },
  'exact-match-text': {
    title: 'Exact match of texts',
    definition:
      'As exact match, of the texts that the tokens stand for, white space folded: `a != b` and `a!=b` are equal.',
  },
  'as-notebook': {
    title: 'As the notebook computed it',
    alias: 'UNK dropped published',
    definition:
      'The same metric with `<UNK>` dropped from hypotheses and references before scoring, as the published notebooks did.',
    reading:
      'It makes unknown words free of charge. Unroll’s own metrics keep `<UNK>` as a token; every figure says which of the two it is.',
  },
  loss: {
    title: 'Loss',
    alias: 'cross-entropy nats',
    definition:
      'The mean negative log-probability, in nats, that the model gives to the target tokens that are not padding. 0 is certain and right; ln(vocabulary size) knows nothing.',
    formula: 'loss = −(1 / N) Σ ln p(target token)',
    reading:
      'The training loss is measured with dropout and the epoch’s teacher forcing, validation losses without dropout.',
  },
  perplexity: {
    title: 'Perplexity',
    definition:
      'Among how many equally likely tokens the model would be hesitating, on average, when it is given the reference up to each token. 1 is certain; lower is better.',
    formula: 'perplexity = exp(mean cross-entropy of the references, teacher-forced)',
    reading: 'Comparable only between runs with the same target vocabulary and split.',
    source: { text: 'Jelinek et al. 1977', url: 'https://doi.org/10.1121/1.2016299' },
  },
  'distinct-outputs': {
    title: 'Distinct outputs',
    alias: 'collapse mode diversity',
    definition: 'How many different hypotheses the run wrote for all examples of the split.',
    reading:
      'Far fewer than examples means that the model ignores its input: the published runs gave 1 to 19 answers to 1,500 docstrings.',
  },
  repetition: {
    title: 'Repetition',
    alias: 'seq-rep-4',
    definition: 'The share of 4-grams of the hypotheses that stood earlier in the same hypothesis.',
    formula: 'seq-rep-4 = 1 − distinct 4-grams / all 4-grams',
    reading: 'Written functions have 3 to 4%; much more means that the decoder goes round in circles.',
    source: { text: 'Welleck et al. 2020', url: 'https://arxiv.org/abs/1908.04319' },
  },
  'length-ratio': {
    title: 'Length ratio',
    definition: 'Tokens of all hypotheses for one token of all references.',
    reading: 'Below 1 the answers are too short, and BLEU’s brevity penalty applies.',
  },
  'length-bins': {
    title: 'Accuracy by length',
    alias: 'length bins docstring tokens',
    definition:
      'Mean token accuracy of the examples whose docstring has 0–9, 10–19, 20–29, 30–39, 40–49, or 50 and more tokens, counted before it is cut; with the number of examples and a 95% bootstrap interval.',
    reading:
      'A wide interval has few examples behind it. Nothing is left out: long docstrings are in the last bin.',
  },
  'one-token-away': {
    title: 'One token away',
    alias: 'recovers recovered divergence',
    definition:
      'Failures that a single token would have mended: given the reference up to and with the first token it got wrong, the model writes the rest as the reference has it.',
    reading: 'Listed by the class of that token (keyword, identifier, operator, literal, delimiter, end).',
  },
  'tokens-per-second': {
    title: 'Tokens per second',
    alias: 'throughput speed',
    definition:
      'Target tokens that are not padding, trained on in one second of wall-clock time; validation and pauses are not counted.',
  },
});

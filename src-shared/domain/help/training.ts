import { helpEntries } from './entry';

/** What happens while a run trains. */
export const TRAINING_ENTRIES = helpEntries('Training', {
  epoch: { title: 'Epoch', definition: 'One pass over all training examples.' },
  step: {
    title: 'Step',
    alias: 'iteration update batch',
    definition: 'One update of the weights by the gradient of one batch.',
  },
  batch: {
    title: 'Batch',
    definition: 'The examples whose gradient is computed together for one step (BATCH_SIZE of them).',
  },
  'teacher-forcing': {
    title: 'Teacher forcing',
    alias: 'ratio TF',
    definition:
      'The decoder is given the reference’s previous token rather than the one it wrote itself. The ratio is the probability of that at each time step, decided by one coin for the whole batch.',
    reading:
      'Learning is fast with it, but the model never sees its own mistakes (exposure bias); the ratio can fall in the course of training.',
    source: { text: 'Williams and Zipser 1989', url: 'https://doi.org/10.1162/neco.1989.1.2.270' },
  },
  'scheduled-sampling': {
    title: 'Scheduled sampling',
    alias: 'teacher forcing schedule inverse sigmoid linear',
    definition:
      'The teacher-forcing ratio falls from a start to an end value in the course of training, linearly or as an inverse sigmoid.',
    source: { text: 'Bengio et al. 2015', url: 'https://arxiv.org/abs/1506.03099' },
  },
  'free-running': {
    title: 'Free-running',
    alias: 'validation loss own output',
    definition:
      'The decoder is given the tokens that it wrote itself, as when it is used. The free-running validation loss compares what it then expects with the reference, position by position.',
    reading:
      'It rises as soon as an answer is right but shifted, so that it is a poor criterion for the best checkpoint: it picked epoch 1 in the published runs.',
  },
  'validation-loss': {
    title: 'Validation loss',
    alias: 'teacher-forced free-running',
    definition:
      'The loss on examples that are not trained on, without dropout: teacher-forced (given the reference) and free-running (given its own output).',
    reading: 'When it rises while the training loss falls, the model learns its examples by heart.',
  },
  'gradient-norm': {
    title: 'Gradient norm',
    alias: 'global clipping GRADIENT_CLIP exploding vanishing',
    definition:
      'The Euclidean length of all gradients together, before clipping. A gradient longer than GRADIENT_CLIP is scaled down to that length.',
    reading: 'Spikes are exploding gradients; values near 0 in the lower layers are vanishing ones.',
    source: { text: 'Pascanu et al. 2013', url: 'https://arxiv.org/abs/1211.5063' },
  },
  'learning-rate': {
    title: 'Learning rate',
    alias: 'warm-up WARMUP_STEPS Adam',
    definition:
      'How far a step moves the weights. Where warm-up is applied it first rises linearly over WARMUP_STEPS; a change made while training is marked on the curve.',
  },
  adam: {
    title: 'Adam',
    alias: 'optimiser optimizer',
    definition:
      'The optimiser: each weight’s step is scaled by running means of its gradient and of the gradient’s square.',
    source: { text: 'Kingma and Ba 2015', url: 'https://arxiv.org/abs/1412.6980' },
  },
  dropout: {
    title: 'Dropout',
    definition:
      'While training, this share of the activations of embeddings and between layers is set to 0, so that the model does not rely on any single one.',
    source: { text: 'Srivastava et al. 2014', url: 'https://jmlr.org/papers/v15/srivastava14a.html' },
  },
  'early-stopping': {
    title: 'Early stopping',
    alias: 'patience EARLY_STOPPING_PATIENCE',
    definition:
      'Training ends when the checkpoint criterion has not become better for as many epochs as the patience.',
  },
  checkpoint: {
    title: 'Checkpoint',
    alias: 'best latest resume',
    definition:
      'The state of a run in files: `best` has the weights of the best epoch, `latest` all that is needed to go on exactly where training stopped.',
  },
  'checkpoint-criterion': {
    title: 'Checkpoint criterion',
    alias: 'CHECKPOINT_CRITERION best epoch',
    definition:
      'Which validation loss decides the best epoch: teacher-forced (as recommended) or free-running (as the notebooks did).',
  },
  'best-epoch': {
    title: 'Best epoch',
    definition: 'The epoch with the lowest value of the checkpoint criterion; its weights are evaluated.',
  },
  smoothing: {
    title: 'Smoothing',
    alias: 'exponential moving average',
    definition:
      'The bold line is an exponential moving average of the raw values, corrected for its beginning; the raw values stay faintly behind it.',
    reading: 'It is for the eye only: figures, tables and exports have the raw values.',
  },
  intervention: {
    title: 'Intervention',
    definition: 'What somebody changed while a run trained, such as its learning rate, marked on its curves.',
  },
  probe: {
    title: 'Probe examples',
    alias: 'probes',
    definition:
      'Validation examples that the model answers after every epoch, greedily, so that one can see how its answers change.',
  },
  diagnosis: {
    title: 'Diagnosis',
    alias: 'finding fault remedy',
    definition:
      'Findings about a run (overfitting, collapse, data leaks, …), each with its evidence and what to do about it.',
  },
});

/** What the decoder looks at. */
export const ATTENTION_ENTRIES = helpEntries('Attention', {
  attention: {
    title: 'Attention weights',
    alias: 'alignment heatmap',
    definition:
      'How much each source token counts for the context from which the decoder writes a token; the weights of one written token add up to 1.',
    formula: 'αₜᵢ = softmaxᵢ(energy(decoder stateₜ, encoder outputᵢ))',
    reading:
      'A weight shows where the decoder looked, not by itself what the answer depends on: see faithfulness.',
    source: { text: 'Bahdanau et al. 2015', url: 'https://arxiv.org/abs/1409.0473' },
  },
  entropy: {
    title: 'Attention entropy',
    definition:
      'How spread out the attention of one written token is, in nats: 0 looks at one source token only, ln(source tokens) at all alike.',
    formula: 'H = −Σ αᵢ ln αᵢ',
  },
  evenness: {
    title: 'Evenness',
    alias: 'normalised entropy Pielou uniform',
    definition:
      'Entropy over its largest possible value, from 0 to 1, so that sources of different lengths can be compared. From 0.98 on average, attention counts as uniform.',
    formula: 'H / ln(source tokens)',
    source: { text: 'Pielou 1966', url: 'https://doi.org/10.1016/0022-5193(66)90013-0' },
  },
  coverage: {
    title: 'Coverage',
    definition:
      'Which share of the source has been looked at so far: the mean over source tokens of the attention they received in all, each counting at most 1.',
    formula: '(1 / n) Σᵢ min(1, Σₜ αₜᵢ)',
    source: { text: 'Wu et al. 2016', url: 'https://arxiv.org/abs/1609.08144' },
  },
  faithfulness: {
    title: 'Faithfulness',
    alias: 'masking leave-one-out explanation',
    definition:
      'Whether attention tells what an answer depends on: the rank correlation of a source token’s attention with how much less probable the answer becomes when `<UNK>` stands in its place. From −1 to 1.',
    source: { text: 'Jain and Wallace 2019', url: 'https://aclanthology.org/N19-1357/' },
  },
});

/** How answers are written. */
export const DECODING_ENTRIES = helpEntries('Decoding', {
  greedy: {
    title: 'Greedy decoding',
    definition: 'The likeliest token is written at every step, and never taken back.',
  },
  'beam-search': {
    title: 'Beam search',
    alias: 'BEAM_SIZE width',
    definition:
      'At every step the few likeliest beginnings of an answer (BEAM_SIZE of them) are kept and extended; the likeliest whole answer wins.',
    reading:
      'A beam of 1 is greedy decoding. Wider is more likely by the model’s own measure, not always better.',
    source: { text: 'Graves 2012', url: 'https://arxiv.org/abs/1211.3711' },
  },
  'log-probability': {
    title: 'Log-probability',
    alias: 'score likelihood',
    definition:
      'The sum of the natural logarithms of the probabilities of an answer’s tokens and its end: nearer to 0 is likelier.',
  },
  'length-normalisation': {
    title: 'Length normalisation',
    alias: 'LENGTH_NORMALISATION penalty',
    definition:
      'Beam search divides log-probabilities by a power of the length, since the plain sum favours short answers. 0 turns it off.',
    formula: 'log p / ((5 + length) / 6)^α',
    source: { text: 'Wu et al. 2016', url: 'https://arxiv.org/abs/1609.08144' },
  },
  'forced-prefix': {
    title: 'Forced prefix',
    definition: 'Tokens that the answer has to begin with; the model writes what follows.',
  },
  hypothesis: { title: 'Hypothesis', alias: 'answer output', definition: 'What a model wrote for a source.' },
  reference: {
    title: 'Reference',
    alias: 'target gold',
    definition:
      'The code that belongs to the source in the data, as encoded: what the hypothesis is compared with.',
  },
});

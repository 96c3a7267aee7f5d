/** The three sequence-to-sequence architectures, in the order in which a study trains and lists them. */
export const ARCHITECTURES = ['vanilla-rnn', 'lstm', 'lstm-attention'] as const;

export type Architecture = (typeof ARCHITECTURES)[number];

export const ARCHITECTURE_TITLES: Readonly<Record<Architecture, string>> = {
  'vanilla-rnn': 'Vanilla RNN',
  lstm: 'LSTM',
  'lstm-attention': 'LSTM + attention',
};

import type { Architecture } from '../../src-shared/domain/architecture';

/** What the published run reported of its three models on its own 1,500 test rows (`model_comparison.csv` of that run). */
export const PUBLISHED: readonly {
  readonly architecture: Architecture;
  readonly decoder: 'greedy' | 'beam';
  readonly bleu: number;
  readonly tokenAccuracy: number;
  readonly exactMatch: number;
}[] = [
  {
    architecture: 'vanilla-rnn',
    decoder: 'greedy',
    bleu: 0.2523526910850914,
    tokenAccuracy: 5.549695570895951,
    exactMatch: 0,
  },
  {
    architecture: 'lstm',
    decoder: 'greedy',
    bleu: 0.001846568486626312,
    tokenAccuracy: 4.813426211189205,
    exactMatch: 0,
  },
  {
    architecture: 'lstm-attention',
    decoder: 'greedy',
    bleu: 2.194624531840855,
    tokenAccuracy: 9.177780330642381,
    exactMatch: 0,
  },
  {
    architecture: 'lstm-attention',
    decoder: 'beam',
    bleu: 2.288396793522206,
    tokenAccuracy: 9.285348761918687,
    exactMatch: 0,
  },
];

import type { Architecture } from '../../../src-shared/domain/architecture';

/** What distinguishes one reference model from another, in the words of the design's definitions. */
export interface ReferenceOptions {
  readonly architecture: Architecture;
  readonly sourceVocabulary: number;
  readonly targetVocabulary: number;
  readonly embeddingUnits: number;
  readonly units: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  readonly bidirectional: boolean;
  readonly bridge: 'linear-tanh' | 'average' | 'sum';
  readonly energyOuterTanh: boolean;
  readonly encoderProjection: boolean;
  /** Inside the outer tanh alone. */
  readonly energyBias: boolean;
  readonly outputInput: 'hidden' | 'hidden-context' | 'hidden-context-embedding';
  /** The target embedding is the output layer's kernel; then both have the same units. */
  readonly tied: boolean;
  /** Share of each label that is spread over the vocabulary in what gradients are of. */
  readonly labelSmoothing: number;
  /** Whether dropout, which the engine alone has, acts before the output layer too. */
  readonly dropsOutput: boolean;
}

/** Sizes all different, so that a transposed or mistaken dimension cannot fit by chance. */
const TOY_SIZES = {
  sourceVocabulary: 7,
  targetVocabulary: 9,
  embeddingUnits: 3,
  units: 4,
  energyBias: false,
  outputInput: 'hidden',
  tied: false,
  labelSmoothing: 0,
  dropsOutput: false,
} as const;

const BRIDGES = ['linear-tanh', 'average', 'sum'] as const;
const DIRECTIONS = [false, true] as const;
const SWITCH = [false, true] as const;

function vanillaRnnOptions(): ReferenceOptions[] {
  return DIRECTIONS.flatMap((bidirectional) =>
    BRIDGES.map((bridge) => ({
      ...TOY_SIZES,
      architecture: 'vanilla-rnn' as const,
      encoderLayers: 1,
      decoderLayers: 1,
      bidirectional,
      bridge,
      energyOuterTanh: false,
      encoderProjection: false,
    })),
  );
}

function lstmOptions(): ReferenceOptions[] {
  return DIRECTIONS.flatMap((bidirectional) =>
    BRIDGES.flatMap((bridge) =>
      [1, 2].map((layers) => ({
        ...TOY_SIZES,
        architecture: 'lstm' as const,
        encoderLayers: layers,
        decoderLayers: layers,
        bidirectional,
        bridge,
        energyOuterTanh: false,
        encoderProjection: false,
      })),
    ),
  );
}

function attentionOptions(): ReferenceOptions[] {
  const layers = [
    { encoderLayers: 1, decoderLayers: 1 },
    { encoderLayers: 2, decoderLayers: 1 },
    { encoderLayers: 2, decoderLayers: 2 },
  ];
  return DIRECTIONS.flatMap((bidirectional) =>
    BRIDGES.flatMap((bridge) =>
      SWITCH.flatMap((energyOuterTanh) =>
        SWITCH.flatMap((encoderProjection) =>
          layers.map((depth) => ({
            ...TOY_SIZES,
            ...depth,
            architecture: 'lstm-attention' as const,
            bidirectional,
            bridge,
            energyOuterTanh,
            encoderProjection,
          })),
        ),
      ),
    ),
  );
}

/** What few checkpoints have: wider output layers, a bias of the energy. */
function rareOptions(): ReferenceOptions[] {
  const deep = attentionOptions().filter(
    ({ bidirectional, bridge, encoderLayers, decoderLayers }) =>
      bidirectional && bridge === 'average' && encoderLayers === 2 && decoderLayers === 2,
  );
  return [
    ...deep.flatMap((options) =>
      (['hidden-context', 'hidden-context-embedding'] as const).map((outputInput) => ({
        ...options,
        outputInput,
      })),
    ),
    ...deep
      .filter(({ energyOuterTanh }) => energyOuterTanh)
      .map((options) => ({ ...options, energyBias: true })),
  ];
}

/** Every combination of options, at toy size. */
export const EVERY_COMBINATION: readonly ReferenceOptions[] = [
  ...vanillaRnnOptions(),
  ...lstmOptions(),
  ...attentionOptions(),
  ...rareOptions(),
];

/** The richest with what the output layer and its loss may have besides. */
export function variantsOfOutput(): readonly ReferenceOptions[] {
  return RICHEST.flatMap((options) => [
    { ...options, tied: true, embeddingUnits: options.units },
    { ...options, labelSmoothing: 0.2 },
  ]);
}

/** One of each architecture, with as many options as it can have. */
export const RICHEST: readonly ReferenceOptions[] = [
  ...vanillaRnnOptions(),
  ...lstmOptions(),
  ...attentionOptions(),
].filter(
  ({ architecture, bidirectional, bridge, encoderLayers, encoderProjection, energyOuterTanh }) =>
    bidirectional &&
    bridge === 'linear-tanh' &&
    encoderLayers === (architecture === 'vanilla-rnn' ? 1 : 2) &&
    (architecture !== 'lstm-attention' || (encoderProjection && energyOuterTanh)),
);

/** A title for tests. */
export function describeOptions(options: ReferenceOptions): string {
  return [
    options.architecture,
    options.bidirectional ? 'both directions' : 'one direction',
    `${options.encoderLayers} to ${options.decoderLayers} layers`,
    `bridge ${options.bridge}`,
    ...(options.energyOuterTanh ? ['outer tanh'] : []),
    ...(options.encoderProjection ? ['encoder projection'] : []),
    ...(options.energyBias ? ['energy bias'] : []),
    ...(options.outputInput === 'hidden' ? [] : [`output reads ${options.outputInput}`]),
    ...(options.tied ? ['tied embedding'] : []),
    ...(options.dropsOutput ? ['dropout before the output layer'] : []),
    ...(options.labelSmoothing === 0 ? [] : [`labels smoothed by ${options.labelSmoothing}`]),
  ].join(', ');
}

import { formatDecimal } from '../../../../../src-shared/format/numbers';
import type {
  EpochEvidence,
  Finding,
  FindingEvidence,
  RunEvidence,
} from '../../../../../src-shared/domain/diagnosis';
import { percent } from '../rule';

/** A norm explodes when it is so many times what is usual in its epoch, and so many times what clipping allows. */
const TIMES_USUAL = 20;
const TIMES_CLIP = 10;
/** A layer's gradients vanish below this share of the norm over all layers. */
const VANISHED_SHARE = 1e-4;
/** Share of clipped steps above which clipping is the rule. */
const MOSTLY = 0.5;

const OVERALL = 'all layers';

/** Gradients that explode or vanish, in all and by layer, and clipping that never lets go (Pascanu et al. 2013). */
export function gradients(evidence: RunEvidence): (Finding | null)[] {
  return [exploding(evidence), vanishing(evidence), mostlyClipped(evidence)];
}

interface Explosion {
  readonly name: string;
  readonly usual: number;
  readonly maximum: number;
}

/** Everything whose norm exploded within an epoch. */
function explodedIn(epoch: EpochEvidence, clip: number): Explosion[] {
  return [...overall(epoch), ...byLayer(epoch)].filter(
    ({ usual, maximum }) =>
      !Number.isFinite(maximum) || (maximum > TIMES_USUAL * usual && maximum > TIMES_CLIP * clip),
  );
}

function overall({ steps }: EpochEvidence): Explosion[] {
  return steps
    ? [{ name: OVERALL, usual: steps.gradientNorm.median, maximum: steps.gradientNorm.maximum }]
    : [];
}

/** Of layers the mean is known; usual is that of the steps without the largest norm. */
function byLayer({ gradients }: EpochEvidence): Explosion[] {
  if (!gradients || gradients.steps < 2) return [];
  const { steps, layers } = gradients;
  return Object.entries(layers).map(([name, { mean, maximum }]) => ({
    name,
    usual: (steps * mean - maximum) / (steps - 1),
    maximum,
  }));
}

function exploding({ epochs, configuration, notFinite }: RunEvidence): Finding | null {
  const clip = configuration.GRADIENT_CLIP;
  const first = epochs.find((epoch) => explodedIn(epoch, clip).length > 0);
  if (!first && notFinite === null) return null;
  const norms = first ? explodedIn(first, clip) : [];
  const names = norms.map(({ name }) => name);
  const seen = first
    ? `In epoch ${first.epoch} gradient norms leapt to many times what is usual (${names.join(', ')}). `
    : '';
  const consequence =
    notFinite === null ? 'Such steps undo what was learnt.' : `Training ended: ${notFinite}.`;
  return {
    id: 'exploding-gradients',
    severity: notFinite === null ? 'warning' : 'critical',
    title: 'Gradients explode',
    explanation: seen + consequence,
    evidence: [
      ...norms.map(normEvidence),
      ...(notFinite === null ? [] : [{ label: 'Why training ended', value: notFinite }]),
    ],
    examples: [],
    remedy: {
      text: 'Lower LEARNING_RATE or GRADIENT_CLIP, and warm up (APPLY_WARMUP, WARMUP_STEPS).',
      keys: ['LEARNING_RATE', 'GRADIENT_CLIP', 'APPLY_WARMUP', 'WARMUP_STEPS'],
    },
    epoch: first?.epoch ?? epochs.at(-1)?.epoch ?? null,
  };
}

function normEvidence({ name, usual, maximum }: Explosion): FindingEvidence {
  return {
    label: `Largest gradient norm, ${name}`,
    value: maximum,
    expected: `below ${TIMES_USUAL} times what is usual (${formatDecimal(usual)})`,
  };
}

/** Of the last epoch, and never of the first: there attention hardly has a gradient in a healthy run either. */
function vanishing({ epochs }: RunEvidence): Finding | null {
  const last = epochs.at(-1);
  if (!last?.steps || !last.gradients || last.epoch === 1) return null;
  const limit = VANISHED_SHARE * last.steps.gradientNorm.median;
  const vanished = Object.entries(last.gradients.layers).filter(([, { mean }]) => mean < limit);
  if (vanished.length === 0) return null;
  const names = vanished.map(([name]) => name).join(', ');
  return {
    id: 'vanishing-gradients',
    severity: 'warning',
    title: 'Layers that do not learn',
    explanation:
      `In epoch ${last.epoch} hardly any gradient reached ${names}: less than ${100 * VANISHED_SHARE}% of the norm over ` +
      'all layers. What these layers compute stays as it was drawn.',
    evidence: vanished.map(([name, { mean }]) => ({
      label: `Mean gradient norm, ${name}`,
      value: mean,
      expected: `at least ${formatDecimal(limit)}`,
    })),
    examples: [],
    remedy: {
      text:
        'Let gradients through from the start (INITIALISATION orthogonal, FORGET_GATE_BIAS 1), and use fewer layers ' +
        '(NUM_LAYERS) or shorter sources (MAX_DOCSTRING_LEN).',
      keys: ['INITIALISATION', 'FORGET_GATE_BIAS', 'NUM_LAYERS', 'MAX_DOCSTRING_LEN'],
    },
    epoch: last.epoch,
  };
}

function mostlyClipped({ epochs, configuration }: RunEvidence): Finding | null {
  const last = epochs.findLast(({ steps }) => steps !== null);
  if (!last?.steps || last.steps.clipped <= MOSTLY * last.steps.steps) return null;
  const { steps, clipped, gradientNorm } = last.steps;
  return {
    id: 'mostly-clipped',
    severity: 'note',
    title: 'Most steps are clipped',
    explanation:
      `In epoch ${last.epoch} gradients were scaled down at ${percent(clipped / steps)} of the steps: GRADIENT_CLIP ` +
      `${configuration.GRADIENT_CLIP}, meant for the odd large step, weighs batches anew at nearly every one.`,
    evidence: [
      {
        label: 'Clipped steps',
        value: (100 * clipped) / steps,
        unit: '%',
        expected: `at most ${100 * MOSTLY}%`,
      },
      { label: 'Median gradient norm', value: gradientNorm.median },
      { label: 'GRADIENT_CLIP', value: configuration.GRADIENT_CLIP },
    ],
    examples: [],
    remedy: {
      text: `Raise GRADIENT_CLIP above the median norm (${formatDecimal(gradientNorm.median)}), or lower LEARNING_RATE.`,
      keys: ['GRADIENT_CLIP', 'LEARNING_RATE'],
    },
    epoch: last.epoch,
  };
}

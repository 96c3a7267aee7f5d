import { formatDecimal } from '../../../../../src-shared/format/numbers';
import type { EpochEvidence, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { percent, since } from '../rule';

/** Difference of both losses, as a share of the teacher-forced one, up to which they count as equal. */
const EQUAL = 0.005;
/**
 * Gaps in nats: one that matters where the free-running loss is worse than that of guessing by frequency, one that always
 * matters, and one beyond the 2 to 3 nats of small models that are trained as recommended (a free-running answer that
 * falls out of step with its reference is wrong at every position behind).
 */
const GAP = 1;
const WIDE_GAP = 2;
const EXTREME_GAP = 3;

interface Losses {
  readonly epoch: number;
  readonly teacherForced: number;
  readonly freeRunning: number;
}

/** What both validation losses say together: of the true previous token, and of the decoder's own. */
export function freeRunning({ epochs, targetUnigramEntropy }: RunEvidence): (Finding | null)[] {
  const known = epochs.map(lossesOf).filter((losses) => losses !== null);
  const last = known.at(-1);
  if (!last) return [null];
  const gap = last.freeRunning - last.teacherForced;
  const isWorseThanGuessing = targetUnigramEntropy !== null && last.freeRunning > targetUnigramEntropy;
  const isWide = gap >= WIDE_GAP || (gap >= GAP && isWorseThanGuessing);
  const equalSince = since(known, areEqual);
  return [
    isWide ? exposureBias(last, targetUnigramEntropy) : null,
    equalSince && ignoresInput(last, equalSince.epoch),
  ];
}

function lossesOf(epoch: EpochEvidence): Losses | null {
  const { validationLossTeacherForced: teacherForced, validationLossFreeRunning: freeRunning } = epoch;
  if (teacherForced === null || freeRunning === null) return null;
  return { epoch: epoch.epoch, teacherForced, freeRunning };
}

function areEqual({ teacherForced, freeRunning }: Losses): boolean {
  return Math.abs(freeRunning - teacherForced) <= EQUAL * teacherForced;
}

function lossEvidence({ teacherForced, freeRunning }: Losses) {
  return [
    { label: 'Validation loss, teacher-forced', value: teacherForced, unit: 'nats' },
    { label: 'Validation loss, free-running', value: freeRunning, unit: 'nats' },
  ];
}

/** Ranzato et al. 2016 call it exposure bias: trained on true tokens only, the model is lost after its first mistake. */
function exposureBias(last: Losses, entropy: number | null): Finding {
  const gap = last.freeRunning - last.teacherForced;
  const guessing =
    entropy === null ? [] : [{ label: 'Unigram entropy of the targets', value: entropy, unit: 'nats' }];
  return {
    id: 'exposure-bias',
    severity: gap >= EXTREME_GAP ? 'warning' : 'note',
    title: 'Lost after its own mistakes',
    explanation:
      `Given its own tokens the model's loss is ${formatDecimal(gap)} nats higher than given the true ones ` +
      `(${formatDecimal(last.freeRunning)} against ${formatDecimal(last.teacherForced)}): after its first mistake it is lost.`,
    evidence: [
      { label: 'Gap', value: gap, unit: 'nats', expected: `below ${GAP}` },
      ...lossEvidence(last),
      ...guessing,
    ],
    examples: [],
    remedy: {
      text:
        'Let the share of true tokens fall while training (SCHEDULED_SAMPLING and APPLY_SCHEDULED_SAMPLING), further down ' +
        'if it does so already (TEACHER_FORCING_END).',
      keys: ['SCHEDULED_SAMPLING', 'APPLY_SCHEDULED_SAMPLING', 'TEACHER_FORCING_END'],
    },
    epoch: last.epoch,
  };
}

function ignoresInput(last: Losses, epoch: number): Finding {
  return {
    id: 'decoder-ignores-input',
    severity: 'critical',
    title: 'The decoder ignores its input',
    explanation:
      `Since epoch ${epoch} the loss is the same whether the decoder is given the true previous tokens ` +
      `(${formatDecimal(last.teacherForced)}) or its own (${formatDecimal(last.freeRunning)}): what it reads makes no difference.`,
    evidence: [
      ...lossEvidence(last),
      {
        label: 'Difference',
        value: (100 * Math.abs(last.freeRunning - last.teacherForced)) / last.teacherForced,
        unit: '%',
        expected: `above ${percent(EQUAL)}`,
      },
    ],
    examples: [],
    remedy: {
      text:
        'Train for more EPOCHS with TEACHER_FORCING_RATIO near 1, and let gradients through from the start ' +
        '(INITIALISATION orthogonal, FORGET_GATE_BIAS 1).',
      keys: ['EPOCHS', 'TEACHER_FORCING_RATIO', 'INITIALISATION', 'FORGET_GATE_BIAS'],
    },
    epoch,
  };
}

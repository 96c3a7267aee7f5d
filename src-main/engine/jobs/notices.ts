import { formatCount, formatCountOf } from '../../../src-shared/format/numbers';
import { type Architecture, ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitRecord } from '../../../src-shared/domain/data';
import type { ParityReport } from '../../../src-shared/domain/import';
import type { ResumePoint } from '../checkpoint/resume-point';
import type { VocabularyOrigin } from '../data/vocabulary-origin';
import { isScheduled } from '../training/teacher-forcing';

/** What the user should know before a study's first step; `portableReason` as `whyPortable` gives it. */
export function trainingNotices(configuration: RunConfiguration, portableReason: string | null): string[] {
  const notices: string[] = [];
  const { TEACHER_FORCING_RATIO: start, TEACHER_FORCING_END: end } = configuration;
  if (isScheduled(configuration) && end > start)
    notices.push(
      `TEACHER_FORCING_END (${end}) is above TEACHER_FORCING_RATIO (${start}); a schedule never rises, so the ratio stays at ${start}`,
    );
  if (portableReason !== null)
    notices.push(
      `Training runs on WebAssembly, many times slower than native TensorFlow (${portableReason})`,
    );
  return notices;
}

/** That and how a split was made smaller than asked for; null when it was not. */
export function scaledDownNotice({ scaledDown, rows, sizes, requestedSizes }: SplitRecord): string | null {
  if (!scaledDown) return null;
  return (
    `The source has ${formatCount(rows)} usable rows, fewer than asked for; scaled down in proportion to ${formatCount(sizes.train)} training, ` +
    `${formatCount(sizes.validation)} validation and ${formatCount(sizes.test)} test examples (from ` +
    `${formatCount(requestedSizes.train)}, ${formatCount(requestedSizes.validation)} and ${formatCount(requestedSizes.test)})`
  );
}

/** What is not as it should be where a run goes on: an older checkpoint than its newest, or other arithmetic than before. */
export function resumeNotices(
  architecture: Architecture,
  { state: { step, epoch }, problem, differences }: Pick<ResumePoint, 'state' | 'problem' | 'differences'>,
): string[] {
  const notices: string[] = [];
  if (problem !== null)
    notices.push(
      `${architecture} goes on from the checkpoint before its newest (step ${formatCount(step)}, ${formatCountOf(epoch, 'epoch')} done), since that ` +
        `one is of no use: ${problem}`,
    );
  if (differences.length > 0)
    notices.push(
      `${architecture} goes on with other arithmetic than it was trained with (${differences.join('; ')}); ` +
        'its losses will not equal those of an uninterrupted run to the last digit',
    );
  return notices;
}

/**
 * Whether data can be those that imported tokenizers were built from; a test split of other rows may hold what a model was
 * trained with. Null where all is as the configuration says.
 */
export function vocabularyNotice(
  { from, tokens, common }: VocabularyOrigin,
  { VOCABULARY_FROM: configured }: Pick<RunConfiguration, 'VOCABULARY_FROM'>,
): string | null {
  if (from === configured) return null;
  if (from !== null)
    return `The tokenizers are exactly what ${from === 'train' ? 'the training rows' : 'all rows'} of these data give, so VOCABULARY_FROM is ${from} and not ${configured}`;
  return (
    `The tokenizers are not what these data give (${formatCount(common)} of ${formatCount(tokens)} tokens in common): make sure that they are the rows, ` +
    'in the order and with the SEED and sizes, that the models were trained with, or the test split may hold examples of ' +
    'their training'
  );
}

/** That an imported model does not compute what PyTorch did, and from where on; null where it does, or nothing is known. */
export function parityNotice(architecture: Architecture, parity: ParityReport | null): string | null {
  if (!parity || parity.agrees) return null;
  const { firstDifference: first } = parity;
  const place = first ? `; ${first.layer} is the first that differs` : '';
  const size = first && first.difference !== null ? `, by ${first.difference.toPrecision(2)}` : '';
  return `${ARCHITECTURE_TITLES[architecture]} does not compute what PyTorch computed${place}${size}`;
}

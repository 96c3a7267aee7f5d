import { type Architecture, ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitRecord } from '../../../src-shared/domain/data';
import type { Finding } from '../../../src-shared/domain/diagnosis';
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
    `The source has ${rows} usable rows, fewer than asked for; scaled down in proportion to ${sizes.train} training, ` +
    `${sizes.validation} validation and ${sizes.test} test examples (from ${requestedSizes.train}, ` +
    `${requestedSizes.validation} and ${requestedSizes.test})`
  );
}

/** That a run goes on with other arithmetic than before (`arithmeticDifferences`); null when it does not. */
export function resumeNotice(architecture: Architecture, differences: readonly string[]): string | null {
  if (differences.length === 0) return null;
  return (
    `${architecture} goes on with other arithmetic than it was trained with (${differences.join('; ')}); ` +
    'its losses will not equal those of an uninterrupted run to the last digit'
  );
}

/** That a fault shows for the first time after an epoch, and what may help. */
export function findingNotice(
  architecture: Architecture,
  epoch: number,
  { title, explanation, remedy }: Finding,
): string {
  return `${ARCHITECTURE_TITLES[architecture]}, epoch ${epoch}: ${title}. ${explanation} ${remedy.text}`;
}

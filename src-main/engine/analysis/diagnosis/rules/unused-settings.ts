import { formatCount } from '../../../../../src-shared/format/numbers';
import type { ConfigurationKeyName, RunConfiguration } from '../../../../../src-shared/domain/configuration';
import type { Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';

/** A setting that says something and does nothing. */
interface Unused {
  readonly name: string;
  readonly reason: string;
  /** What makes it take effect; null for a name that no key has. */
  readonly key: ConfigurationKeyName | null;
}

/** Settings of the file that took no effect: the published run had warm-up, scheduled sampling and early stopping so. */
export function unusedSettings({
  configuration,
  unknownSettings,
  stepsPerEpoch,
}: RunEvidence): (Finding | null)[] {
  const unused = [
    ...switchedOff(configuration),
    ...overruled(configuration, stepsPerEpoch),
    ...(unknownSettings ?? []).map((name) => ({ name, reason: 'no such setting', key: null })),
  ];
  if (unused.length === 0) return [null];
  const keys = unused.map(({ key }) => key).filter((key) => key !== null);
  const change = keys.length === 0 ? '' : ` Put them into effect by ${keys.join(', ')}.`;
  return [
    {
      id: 'unused-settings',
      severity: 'warning',
      title: 'Settings without effect',
      explanation:
        `The configuration says ${unused.map(({ name }) => name).join(', ')}, and the run did not act on it: ` +
        'its record promises what did not happen.',
      evidence: unused.map(({ name, reason }) => ({ label: name, value: reason })),
      examples: [],
      remedy: { text: `Leave them out of what is said of the run.${change}`, keys },
      epoch: null,
    },
  ];
}

/** Configured, but never applied (docs/decisions/0004-configured-and-applied.md). */
function switchedOff(configuration: RunConfiguration): Unused[] {
  const unused: Unused[] = [];
  if (configuration.WARMUP_STEPS > 0 && !configuration.APPLY_WARMUP)
    unused.push({ name: 'WARMUP_STEPS', reason: 'APPLY_WARMUP is off', key: 'APPLY_WARMUP' });
  if (!configuration.APPLY_EARLY_STOPPING)
    unused.push({
      name: 'EARLY_STOPPING_PATIENCE',
      reason: 'APPLY_EARLY_STOPPING is off',
      key: 'APPLY_EARLY_STOPPING',
    });
  const { SCHEDULED_SAMPLING: configured, APPLY_SCHEDULED_SAMPLING: applied } = configuration;
  if (configured && !applied)
    unused.push({
      name: 'SCHEDULED_SAMPLING',
      reason: 'APPLY_SCHEDULED_SAMPLING is off',
      key: 'APPLY_SCHEDULED_SAMPLING',
    });
  if (applied && !configured)
    unused.push({
      name: 'APPLY_SCHEDULED_SAMPLING',
      reason: 'SCHEDULED_SAMPLING is off',
      key: 'SCHEDULED_SAMPLING',
    });
  return unused;
}

/** Applied, but another setting leaves it nothing to do. */
function overruled(configuration: RunConfiguration, stepsPerEpoch: number | null): Unused[] {
  const unused: Unused[] = [];
  const { TEACHER_FORCING_RATIO: start, TEACHER_FORCING_END: end } = configuration;
  if (configuration.SCHEDULED_SAMPLING && configuration.APPLY_SCHEDULED_SAMPLING && end >= start)
    unused.push({
      name: 'TEACHER_FORCING_END',
      reason: `not below TEACHER_FORCING_RATIO (${start}), and a schedule never rises`,
      key: 'TEACHER_FORCING_END',
    });
  const steps = stepsPerEpoch === null ? Infinity : configuration.EPOCHS * stepsPerEpoch;
  if (configuration.APPLY_WARMUP && configuration.WARMUP_STEPS > steps)
    unused.push({
      name: 'LEARNING_RATE',
      reason: `never reached: warm-up takes ${formatCount(configuration.WARMUP_STEPS)} steps, the run has ${formatCount(steps)}`,
      key: 'WARMUP_STEPS',
    });
  return unused;
}

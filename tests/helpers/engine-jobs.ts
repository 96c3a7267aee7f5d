import { runJob } from '../../src-main/engine/job';
import { JobControl } from '../../src-main/engine/job-control';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { EngineJob, TrainJob } from '../../src-shared/contract/engine/jobs';
import type { Architecture } from '../../src-shared/domain/architecture';
import { completeConfiguration, PRESETS, type RunConfiguration } from '../../src-shared/domain/configuration';

/** Recommended settings at a size that trains in seconds on generated pairs. */
export function tinyConfiguration(given: Partial<RunConfiguration> = {}): RunConfiguration {
  return completeConfiguration(
    PRESETS.recommended,
    {
      TRAIN_SIZE: 48,
      VAL_SIZE: 8,
      TEST_SIZE: 8,
      WEIGHT_TYING: false,
      // Tests that change the rate look for the one they gave.
      LEARNING_RATE_SCHEDULE: 'constant',
      EMBEDDING_DIM: 12,
      HIDDEN_DIM: 16,
      VOCAB_SIZE: 200,
      MAX_DOCSTRING_LEN: 16,
      MAX_CODE_LEN: 24,
      BATCH_SIZE: 8,
      EPOCHS: 3,
      WARMUP_STEPS: 4,
      LEARNING_RATE: 0.01,
    },
    given,
  );
}

export function trainJob(
  home: string,
  architectures: readonly Architecture[],
  configuration: RunConfiguration,
  resume = false,
): TrainJob {
  return {
    kind: 'train',
    home,
    study: 'study',
    source: { location: 'synthetic:80' },
    configuration,
    runs: architectures.map((architecture) => ({ run: `run-${architecture}`, architecture, resume })),
  };
}

/** Runs a job to its end and returns its events; `onEvent` may give commands by the control. */
export async function eventsOf(
  job: EngineJob,
  onEvent: (event: EngineEvent, control: JobControl) => void = () => {},
): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  const control = new JobControl();
  await runJob(job, {
    control,
    flushed: async () => {},
    emit: (event) => {
      events.push(event);
      onEvent(event, control);
    },
  });
  return events;
}

/** The events of one type. */
export function only<Type extends EngineEvent['type']>(
  events: readonly EngineEvent[],
  type: Type,
): Extract<EngineEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<EngineEvent, { type: Type }> => event.type === type);
}

import type { MachineObservations } from '../../src-shared/contract/requests/estimates';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import { estimateRun, type RunEstimate, type TrialResult } from '../../src-shared/domain/estimate/estimate';
import type { DataSizes } from '../../src-shared/domain/estimate/work';
import { request, subscribe } from '../client/client';
import type { Activity } from './studies.svelte';
import { Task } from './task.svelte';

/** What a trial counts; nothing else that is at work does. */
const TRIAL_UNIT = 'architectures';

/** What runs will take on this machine. */
export class Estimates {
  readonly machine = new Task<MachineObservations>();
  readonly trial = new Task<TrialResult>();
  /** What the trial does now; null before it has said. */
  activity = $state.raw<Activity | null>(null);
  /** What the trial was made of; an estimate of anything else does not go by it. */
  #tried = $state('');

  async load(): Promise<void> {
    await this.machine.start(() => request('estimates.observations', {}));
  }

  /** Null until the machine is known. */
  estimate(architecture: Architecture, configuration: RunConfiguration, data: DataSizes): RunEstimate | null {
    const machine = this.machine.value;
    if (!machine) return null;
    const trial = this.isTried(configuration, data) ? (this.trial.value?.observations ?? []) : [];
    return estimateRun(
      architecture,
      configuration,
      data,
      [...trial, ...machine.observations],
      machine.replicas,
    );
  }

  isTried(configuration: RunConfiguration, data: DataSizes): boolean {
    return this.trial.value !== null && this.#tried === fingerprint(configuration, data);
  }

  /** Trains each architecture for a few steps. */
  async try(
    configuration: RunConfiguration,
    architectures: readonly Architecture[],
    data: DataSizes,
  ): Promise<void> {
    this.#tried = fingerprint(configuration, data);
    this.activity = null;
    const end = subscribe('activity', (activity) => {
      if (activity.unit === TRIAL_UNIT) this.activity = activity;
    });
    await this.trial.start(() =>
      request('estimates.try', {
        configuration: { ...configuration },
        architectures: [...architectures],
        data: { ...data },
      }),
    );
    end();
  }

  /** Ends a trial that is at work. */
  cancelTrial(): void {
    if (this.trial.busy) void request('estimates.cancelTrial', {});
    this.trial.reset();
  }
}

/** Sizes of the split only decide how many steps there are, not how long one takes. */
function fingerprint(configuration: RunConfiguration, data: DataSizes): string {
  const {
    TRAIN_SIZE: _t,
    VAL_SIZE: _v,
    TEST_SIZE: _e,
    EPOCHS: _epochs,
    SEED: _seed,
    ...shape
  } = configuration;
  const { train: _train, validation: _validation, test: _test, ...lengths } = data;
  return JSON.stringify([shape, lengths]);
}

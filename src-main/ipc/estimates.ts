import { statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { completeConfiguration, parseConfiguration, PRESETS } from '../../src-shared/domain/configuration';
import type { EstimatesOutputs } from '../../src-shared/contract/requests/estimates';
import type { RecordedObservation } from '../history';
import { activityOf, type Handlers, type Services } from './services';
import { nextSettings } from './settings';

/** What a run will take on this machine. */
export function estimateHandlers({
  history,
  shortJobs,
  preferences,
  runtime,
  send,
}: Services): Handlers<keyof EstimatesOutputs> {
  /** Whether a run was computed with what would compute now. */
  const isLikeNow = ({ environment }: RecordedObservation) => {
    const { device, threads } = nextSettings(preferences).settings;
    if (runtime.kind === 'wasm') return environment.backend === 'portable';
    if (runtime.device === 'cuda' && device !== 'cpu') return environment.device !== 'CPU';
    const now = threads === 'automatic' ? availableParallelism() : threads;
    return environment.backend === 'native' && environment.device === 'CPU' && environment.threads === now;
  };
  return {
    'estimates.observations': () => {
      const likeNow = history.observations().filter(isLikeNow);
      const { bavail, bsize } = statfsSync(history.home.root);
      return {
        observations: likeNow.map(({ environment: _environment, ...observation }) => observation),
        replicas: likeNow[0]?.environment.replicas ?? 1,
        freeDisk: bavail * bsize,
        totalMemory: totalmem(),
      };
    },
    'estimates.try': ({ configuration, architectures, data }) => {
      const { values } = parseConfiguration(configuration, 'The configuration');
      return shortJobs.try(
        {
          kind: 'trial',
          configuration: completeConfiguration(PRESETS.recommended, values),
          architectures,
          data,
        },
        (event) => send('activity', activityOf(event, null)),
      );
    },
    'estimates.cancelTrial': () => {
      shortJobs.cancelTrial();
      return null;
    },
  };
}

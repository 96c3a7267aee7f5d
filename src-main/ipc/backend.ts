import type { RequestName, RequestResult } from '../../src-shared/contract/channels';
import type { ProcessLauncher } from '../engine-host/engine-process';
import type { TensorFlowRuntime } from '../engine-host/runtime';
import { ShortJobs } from '../engine-host/short-jobs';
import type { Send } from '../engine-host/window-feed';
import { openHistory } from '../history';
import { answer, type ErrorLog } from './answer';
import { applicationHandlers } from './application';
import { ChosenPlaces } from './chosen-places';
import { comparisonHandlers } from './comparison';
import { dataHandlers } from './data';
import { importHandlers } from './imports';
import { libraryHandlers } from './library';
import { TrashCollection } from './trash-collection';
import type { Preferences } from '../preferences/preferences';
import type { Desktop } from './desktop';
import { diagnosisHandlers } from './diagnosis';
import { evaluationHandlers } from './evaluation';
import { estimateHandlers } from './estimates';
import { exampleHandlers } from './examples';
import { fileHandlers } from './files';
import { generateHandlers } from './generate';
import { interactiveHandlers } from './interactive';
import { passportHandlers } from './passports';
import { describeQueue, queueHandlers } from './queue';
import { reportHandlers } from './reports';
import { runTrainingHandlers } from './run-training';
import { settingsHandlers } from './settings';
import type { Handlers, Services } from './services';
import { studyHandlers } from './studies';
import { sweepHandlers } from './sweeps';
import { Training } from './training';
import { trashHandlers } from './trash';

export interface BackendOptions {
  readonly home: string;
  readonly desktop: Desktop;
  readonly preferences: Preferences;
  readonly runtime: TensorFlowRuntime;
  /** The bundle of a trained run that the application brings along. */
  readonly demonstration: string;
  readonly launch: ProcessLauncher;
  readonly send: Send;
  readonly log: ErrorLog;
  /** Called when a training job has ended and none waits. */
  readonly onTrainingEnded: () => void;
}

/** Everything behind the windows: history, engine processes and the answers to requests. */
export interface Backend {
  answer(name: string, input: unknown): Promise<RequestResult<RequestName>>;
  /** Whether a study is training or paused at this moment. */
  readonly isTraining: boolean;
  /** Stops all training with a checkpoint; an engine that does not end within `patience` milliseconds is ended. */
  stopTraining(patience: number): Promise<void>;
  /** Ends the engine processes and closes the history. */
  close(): void;
}

/** @throws UserError when the home folder or its history cannot be used. */
export function openBackend(options: BackendOptions): Backend {
  const { desktop, preferences, runtime, demonstration, launch, log } = options;
  // What is shown has been done: that it could not be shown undoes nothing.
  const send: Send = (name, event) => {
    try {
      options.send(name, event);
    } catch (error) {
      log(`sending ${name}`, error);
    }
  };
  const history = openHistory(options.home);
  const training: Training = new Training(history, send, launch, {
    onError: (error) => log('training', error),
    onIdle: options.onTrainingEnded,
    onQueueChanged: () => send('queue-changed', describeQueue({ training, preferences })),
  });
  const shortJobs = new ShortJobs(launch);
  const trash = new TrashCollection(history, (error) => log('trash', error));
  const services: Services = {
    history,
    training,
    shortJobs,
    desktop,
    places: new ChosenPlaces(),
    preferences,
    runtime,
    send,
    demonstration,
  };
  const examples = exampleHandlers(services);
  const handlers: Handlers<RequestName> = {
    ...applicationHandlers(services),
    ...settingsHandlers(services),
    ...studyHandlers(services),
    ...libraryHandlers(services),
    ...examples.handlers,
    ...dataHandlers(services),
    ...fileHandlers(services),
    ...generateHandlers(services),
    ...interactiveHandlers(services),
    ...diagnosisHandlers(services),
    ...importHandlers(services),
    ...passportHandlers(services),
    ...queueHandlers(services),
    ...sweepHandlers(services),
    ...comparisonHandlers(services),
    ...evaluationHandlers(services),
    ...reportHandlers(services),
    ...estimateHandlers(services),
    ...runTrainingHandlers(services),
    ...trashHandlers(services),
  };
  training.restore(preferences.values.queueAtStart === 'continue');
  return {
    answer: (name, input) => answer(handlers, name, input, log),
    get isTraining() {
      return training.isBusy;
    },
    stopTraining: (patience) => training.stopAll(patience),
    close() {
      shortJobs.close();
      trash.close();
      examples.close();
      history.close();
    },
  };
}

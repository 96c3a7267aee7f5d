import type { QueueDescription, QueueOutputs } from '../../src-shared/contract/requests/queue';
import type { Handlers, Services } from './services';

/** What waits to be trained, as windows are told of it. */
export function describeQueue({
  training,
  preferences,
}: Pick<Services, 'training' | 'preferences'>): QueueDescription {
  return { ...training.queued, atStart: preferences.values.queueAtStart };
}

/** The queue of studies that wait to be trained. */
export function queueHandlers(services: Services): Handlers<keyof QueueOutputs> {
  const { history, training, preferences, send } = services;
  return {
    'queue.show': () => describeQueue(services),
    'queue.move': ({ study, position }) => {
      training.move(history.resolveStudy(study), position);
      return null;
    },
    'queue.pause': ({ when }) => {
      training.pauseQueue(when);
      return null;
    },
    'queue.continue': () => {
      training.continueQueue();
      return null;
    },
    'queue.setAtStart': ({ atStart }) => {
      preferences.change({ queueAtStart: atStart });
      send('queue-changed', describeQueue(services));
      return null;
    },
  };
}

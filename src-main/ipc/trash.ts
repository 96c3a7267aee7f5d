import type { TrashOutputs } from '../../src-shared/contract/requests/trash';
import type { Handlers, Services } from './services';

/** What was deleted, and removing it for good. */
export function trashHandlers({ history, send }: Services): Handlers<keyof TrashOutputs> {
  return {
    'trash.list': () => history.trash.list(),
    'trash.remove': ({ items }) => {
      history.trash.removeDeleted(items);
      send('trash-changed', {});
      return null;
    },
    'trash.empty': () => {
      history.trash.empty();
      send('trash-changed', {});
      return null;
    },
  };
}

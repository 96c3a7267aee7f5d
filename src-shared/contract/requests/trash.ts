/** What was deleted: until when it can be brought back (`library.restore`), and removing it for good. */
import { z } from 'zod';
import type { Deletion } from '../../domain/deletion';
import { libraryItems } from './library';

export const trashRequests = {
  'trash.list': z.object({}),
  /** What was not deleted stays. */
  'trash.remove': z.object({ items: libraryItems }),
  'trash.empty': z.object({}),
} as const;

export interface TrashOutputs {
  /** The last first. */
  'trash.list': readonly Deletion[];
  'trash.remove': null;
  'trash.empty': null;
}

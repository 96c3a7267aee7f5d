/** Studies: making, naming and deleting them, and control of their training. */
import { z } from 'zod';
import { ARCHITECTURES } from '../../domain/architecture';
import type { SourceRequest } from '../../domain/data';
import type { Study } from '../../domain/run';
import type { StudyList } from '../../domain/study-list';
import type { Packed } from '../transport';
import { configurationValues, identifier, sourceRequest } from './values';

export const studiesRequests = {
  /** All studies that are not deleted, without documents that only single runs show. */
  'studies.list': z.object({}),
  'studies.show': z.object({ study: identifier }),
  /** Where its examples come from, as it was given. */
  'studies.source': z.object({ study: identifier }),
  'studies.create': z.object({
    name: z.string().trim().min(1).max(200),
    source: sourceRequest,
    configuration: configurationValues,
    architectures: z.array(z.enum(ARCHITECTURES)).min(1),
  }),
  'studies.createStarter': z.object({}),
  'studies.rename': z.object({ study: identifier, name: z.string().trim().min(1).max(200) }),
  'studies.pause': z.object({ study: identifier }),
  'studies.continue': z.object({ study: identifier }),
  'studies.stop': z.object({ study: identifier }),
  'studies.resume': z.object({ study: identifier }),
  /** For a study that was imported without data. */
  'studies.addData': z.object({ study: identifier, source: sourceRequest }),
} as const;

export interface StudiesOutputs {
  'studies.list': Packed<StudyList>;
  'studies.show': Study;
  'studies.source': SourceRequest;
  'studies.create': { readonly study: string };
  'studies.createStarter': { readonly study: string };
  'studies.rename': null;
  'studies.pause': null;
  'studies.continue': null;
  'studies.stop': null;
  'studies.resume': null;
  'studies.addData': null;
}

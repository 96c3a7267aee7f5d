/** Choosing and inspecting files and data sources. */
import { z } from 'zod';
import type { DataReport } from '../../domain/data';
import { configurationValues, sourceRequest } from './values';

export const dataRequests = {
  'data.choose': z.object({ what: z.enum(['file', 'folder', 'checkpoint', 'passport']) }),
  /** Where something is to be written; `name` is proposed. */
  'data.place': z.object({
    what: z.enum(['passport', 'bundle', 'report', 'folder']),
    name: z.string().min(1).max(250),
  }),
  'data.inspect': z.object({ source: sourceRequest, configuration: configurationValues }),
  'data.cancelInspection': z.object({}),
} as const;

export interface DataOutputs {
  /** The chosen path, or null when the dialog was cancelled. */
  'data.choose': string | null;
  'data.place': string | null;
  'data.inspect': DataReport;
  'data.cancelInspection': null;
}

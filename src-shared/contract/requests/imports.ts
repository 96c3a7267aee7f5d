/** Models that were trained elsewhere. */
import { z } from 'zod';
import type { ImportedStudy } from '../../domain/import';
import { configurationValues, filePath, sourceRequest } from './values';

export const importsRequests = {
  /** What a folder or file of PyTorch's would give, and what is assumed of it; nothing is written. */
  'imports.preview': z.object({ path: filePath, settings: configurationValues }),
  /** `settings` decide what is assumed; without `name` the folder's is taken. */
  'imports.start': z.object({
    path: filePath,
    settings: configurationValues,
    source: sourceRequest.optional(),
    name: z.string().trim().min(1).max(200).optional(),
  }),
  /** Ends the preview or import that is at work, if there is one; its request is rejected and leaves nothing. */
  'imports.cancel': z.object({}),
  /** A file that `runs.bundle` wrote, on this machine or another. */
  'imports.bundle': z.object({ path: filePath }),
  /** The run that the application brings along. */
  'imports.demonstration': z.object({}),
} as const;

export interface ImportsOutputs {
  'imports.preview': ImportedStudy;
  'imports.start': { readonly study: string };
  'imports.cancel': null;
  'imports.bundle': { readonly study: string };
  'imports.demonstration': { readonly study: string };
}

/** Files that a view is saved as. */
import { z } from 'zod';
import type { OfferedFiles } from '../../domain/offered-files';
import { filePath } from './values';

export const filesRequests = {
  /** Asks where to write a file of the proposed name, and writes it. Pictures come in base 64. */
  'files.save': z.object({
    name: z.string().min(1).max(250),
    kind: z.enum(['png', 'svg', 'csv', 'md', 'tex', 'json']),
    content: z.string(),
    encoding: z.enum(['utf8', 'base64']),
  }),
  /** What files and folders that were dropped on the window are. */
  'files.describe': z.object({ paths: z.array(filePath).min(1).max(1000) }),
} as const;

export interface FilesOutputs {
  /** Where it was written; null when the dialog was cancelled. */
  'files.save': string | null;
  'files.describe': OfferedFiles;
}

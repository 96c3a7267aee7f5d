/** Files that a view is saved as. */
import { z } from 'zod';

export const filesRequests = {
  /** Asks where to write a file of the proposed name, and writes it. Pictures come in base 64. */
  'files.save': z.object({
    name: z.string().min(1).max(250),
    kind: z.enum(['png', 'svg', 'csv', 'md', 'tex', 'json']),
    content: z.string(),
    encoding: z.enum(['utf8', 'base64']),
  }),
} as const;

export interface FilesOutputs {
  /** Where it was written; null when the dialog was cancelled. */
  'files.save': string | null;
}

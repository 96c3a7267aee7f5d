/** What many requests consist of. */
import { z } from 'zod';

export const identifier = z.string().min(1).max(200);

export const filePath = z.string().min(1).max(4096);

export const sourceRequest = z.object({
  location: filePath,
  options: z
    .object({
      docstringField: z.string().min(1).optional(),
      codeField: z.string().min(1).optional(),
      keepDocstring: z.boolean().optional(),
    })
    .optional(),
});

/** Values are checked by `parseConfiguration`, whose errors name the key. */
export const configurationValues = z.record(z.string(), z.unknown());

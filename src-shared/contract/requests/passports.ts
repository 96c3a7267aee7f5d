/** Passports and reports of others. */
import { z } from 'zod';
import type { PassportVerification, ReportVerification } from '../../domain/verification';
import { filePath, identifier, sourceRequest } from './values';

export const passportsRequests = {
  /** By data that are at hand, and by a run of this home where one is named. */
  'passports.verify': z.object({
    path: filePath,
    source: sourceRequest,
    run: identifier.optional(),
  }),
  /** A page that a report was written to, by what it embeds. */
  'reports.verify': z.object({ path: filePath }),
} as const;

export interface PassportsOutputs {
  'passports.verify': PassportVerification;
  'reports.verify': ReportVerification;
}

/** One run: what is wrong with it, what others are given of it. */
import { z } from 'zod';
import { EXPORT_FORMATS } from '../../domain/export';
import type { Diagnosis } from '../../domain/diagnosis';
import { filePath, identifier } from './values';

export const runsRequests = {
  /** As it was made last where nothing has changed since. */
  'runs.diagnose': z.object({ run: identifier }),
  /** Its requests are rejected. */
  'runs.cancelDiagnosis': z.object({ run: identifier }),
  /** Write a file that is to lie at a path. */
  'runs.passport': z.object({ run: identifier, path: filePath }),
  'runs.bundle': z.object({ run: identifier, path: filePath }),
  /** Writes a folder that is to lie at the path: for PyTorch, or safetensors. */
  'runs.export': z.object({
    run: identifier,
    path: filePath,
    format: z.enum(EXPORT_FORMATS),
  }),
} as const;

export interface RunsOutputs {
  'runs.diagnose': Diagnosis;
  'runs.cancelDiagnosis': null;
  'runs.passport': null;
  'runs.bundle': null;
  'runs.export': null;
}

/** The application itself. */
import { z } from 'zod';

export const applicationRequests = {
  'app.describe': z.object({}),
  'app.setTheme': z.object({ theme: z.enum(['light', 'dark', 'system']) }),
  'app.openHome': z.object({}),
  'app.declineStarter': z.object({}),
} as const;

export interface ApplicationOutputs {
  'app.describe': ApplicationDescription;
  'app.setTheme': null;
  'app.openHome': null;
  'app.declineStarter': null;
}

export interface ApplicationDescription {
  readonly version: string;
  readonly home: string;
  readonly platform: string;
  /** Backend and device that the engine will use, e.g. `TensorFlow 2.21.0, CPU, 2 threads`; a WASM notice otherwise. */
  readonly engine: string;
  readonly engineNotice: string | null;
  readonly theme: 'light' | 'dark' | 'system';
  /** The history is empty, and the starter study was not declined. */
  readonly offerStarter: boolean;
}

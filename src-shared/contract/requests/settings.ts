/** What a person chooses once for this computer. */
import { z } from 'zod';
import { DEVICES, type EngineSettings } from '../../domain/engine-settings';

export const settingsRequests = {
  'settings.show': z.object({}),
  /** What is left out stays as it is. */
  'settings.change': z.object({
    device: z.enum(DEVICES).optional(),
    threads: z.union([z.literal('automatic'), z.number().int().positive()]).optional(),
  }),
} as const;

export interface SettingsOutputs {
  'settings.show': SettingsDescription;
  'settings.change': SettingsDescription;
}

/** Settings as a person chose them, with what there is to choose from. */
export interface SettingsDescription extends EngineSettings {
  readonly processors: number;
  /** Set-up provided TensorFlow for an NVIDIA GPU. */
  readonly hasGpu: boolean;
  /** The environment variable, with its value, that a setting stands back behind; null where there is none. */
  readonly overridden: { readonly [Name in keyof EngineSettings]: string | null };
  /** What is wrong with the stored settings, which then show as `automatic`; null where nothing is. */
  readonly problem: string | null;
}

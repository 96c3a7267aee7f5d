import type { Architecture } from '../../../../../src-shared/domain/architecture';
import type { ConfigurationKeyName, RunConfiguration } from '../../../../../src-shared/domain/configuration';
import type { Assumption } from '../../../../../src-shared/domain/import';
import type { TrainingHistory } from './history';

/** What was said of a run by files or the user. */
export type Given = Partial<RunConfiguration>;

/** Settings that a notebook's file has, with what says here whether they were put into effect. */
const APPLIED = [
  { configured: 'WARMUP_STEPS', applied: 'APPLY_WARMUP' },
  { configured: 'SCHEDULED_SAMPLING', applied: 'APPLY_SCHEDULED_SAMPLING' },
] as const;

/** What decides an architecture's structure that nothing tells of without its weights. */
const STRUCTURE: Readonly<Record<Architecture, readonly ConfigurationKeyName[]>> = {
  'vanilla-rnn': ['VANILLA_BIDIRECTIONAL', 'BRIDGE'],
  lstm: ['BRIDGE'],
  'lstm-attention': ['BRIDGE', 'DECODER_LAYERS', 'ENCODER_PROJECTION', 'ENERGY_OUTER_TANH'],
};

/** What is taken for granted of how a run was trained; `configuration` completes what was given. */
export function trainingAssumptions(
  given: Given,
  configuration: RunConfiguration,
  history: TrainingHistory | null,
): Assumption[] {
  const assumed: Assumption[] = [];
  const assume = (key: ConfigurationKeyName, why: string, value = configuration[key]) => {
    if (given[key] === undefined) assumed.push({ key, value, why });
  };
  if (history && history.validationLosses.length > 0)
    assume(
      'CHECKPOINT_CRITERION',
      'The history does not say how its validation losses were computed; notebooks let the model read its own tokens.',
    );
  for (const { configured, applied } of APPLIED)
    if (given[configured] !== undefined)
      assume(
        applied,
        `${configured} is in the configuration; the published notebooks never put it into effect.`,
      );
  if (given.EARLY_STOPPING_PATIENCE !== undefined) {
    const { value, why } = earlyStopping(configuration, history);
    assume('APPLY_EARLY_STOPPING', why, value);
  }
  assume('VOCABULARY_FROM', 'The published notebooks built their vocabularies from all rows, test rows too.');
  return assumed;
}

/** Whether early stopping ran shows in the history. */
function earlyStopping(
  { EARLY_STOPPING_PATIENCE: patience, EPOCHS: epochs, APPLY_EARLY_STOPPING: assumed }: RunConfiguration,
  history: TrainingHistory | null,
): { readonly value: boolean; readonly why: string } {
  const losses = (history?.validationLosses ?? []).map((loss) => loss ?? Infinity);
  const behind = losses.length - 1 - losses.indexOf(Math.min(...losses));
  if (losses.length > 0 && behind > patience)
    return { value: false, why: `Training went on for ${behind} epochs after the best one.` };
  if (losses.length > 0 && losses.length < epochs && behind === patience)
    return { value: true, why: `Training ended ${patience} epochs after the best one, before EPOCHS.` };
  return {
    value: assumed,
    why: 'EARLY_STOPPING_PATIENCE is in the configuration; the published notebooks never put it into effect.',
  };
}

/** What is taken for granted of the structure of a model whose weights are missing. */
export function structureAssumptions(
  architecture: Architecture,
  given: Given,
  configuration: RunConfiguration,
): Assumption[] {
  return STRUCTURE[architecture]
    .filter((key) => given[key] === undefined)
    .map((key) => ({
      key,
      value: configuration[key],
      why: 'Nothing tells without weights; as in the published run.',
    }));
}

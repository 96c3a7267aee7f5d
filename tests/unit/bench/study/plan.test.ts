import { expect, it } from 'vitest';
import { PLAN } from '../../../../bench/study/plan';
import {
  ABLATION_BASE,
  ABLATIONS,
  CHOSEN_ABLATIONS,
  VANILLA_ABLATIONS,
} from '../../../../bench/study/plan/ablations';
import { completeConfiguration, PRESETS } from '../../../../src-shared/domain/configuration';

it('has a configuration that can be trained for every run, and no name twice', () => {
  for (const { preset, settings } of PLAN) completeConfiguration(PRESETS[preset], settings);
  expect(new Set(PLAN.map(({ name }) => name)).size).toBe(PLAN.length);
});

it('keeps ablations as they were, whatever the preset becomes: the base sets all that they change', () => {
  const changed = [ABLATIONS, CHOSEN_ABLATIONS, VANILLA_ABLATIONS]
    .flatMap((changes) => Object.values(changes))
    .flatMap((change) => Object.keys(change));
  for (const key of changed) expect(ABLATION_BASE, key).toHaveProperty(key);
});

it('tries every choice over a run of the plan that is otherwise alike', () => {
  for (const { over, architecture, collection } of PLAN.filter((item) => item.over !== null))
    expect(PLAN).toContainEqual(expect.objectContaining({ name: over, architecture, collection }));
});

it('trains every architecture by both presets on the same rows', () => {
  const full = PLAN.filter(({ part, collection }) => part === 'full' && collection === 'github');
  expect(full.map(({ preset, architecture }) => `${preset} ${architecture}`).sort()).toEqual([
    'notebook lstm',
    'notebook lstm-attention',
    'notebook vanilla-rnn',
    'recommended lstm',
    'recommended lstm-attention',
    'recommended vanilla-rnn',
  ]);
});

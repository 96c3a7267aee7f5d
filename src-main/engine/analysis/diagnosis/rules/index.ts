import type { Rule } from '../rule';
import { chanceDifferences } from './chance-differences';
import { checkpointCriterion } from './checkpoint-criterion';
import { dataFaults } from './data';
import { deadEmbeddings } from './dead-embeddings';
import { earnedByRepetition } from './earned-by-repetition';
import { freeRunning } from './free-running';
import { gradients } from './gradients';
import { hiddenUnknown } from './hidden-unknown';
import { learningRateTooHigh } from './learning-rate';
import { lossDivergence } from './loss-divergence';
import { modeCollapse } from './mode-collapse';
import { shortOutputs } from './short-outputs';
import { unigramPlateau } from './unigram-plateau';
import { unusedSettings } from './unused-settings';

/** Rules that need no more than a run's epochs, so that they can be asked while it trains. */
export const TRAINING_RULES: readonly Rule[] = [
  modeCollapse,
  shortOutputs,
  checkpointCriterion,
  unigramPlateau,
  freeRunning,
  lossDivergence,
  gradients,
  learningRateTooHigh,
];

/** All rules, in the order in which findings of equal severity are told: outputs, training, data, what is claimed. */
export const RULES: readonly Rule[] = [
  modeCollapse,
  shortOutputs,
  earnedByRepetition,
  checkpointCriterion,
  unigramPlateau,
  freeRunning,
  lossDivergence,
  gradients,
  learningRateTooHigh,
  deadEmbeddings,
  dataFaults,
  hiddenUnknown,
  unusedSettings,
  chanceDifferences,
];

import type { Architecture } from '../../src-shared/domain/architecture';
import { benchmark, eachArchitecture, withOnlyOption } from '../benchmark';
import { wholeNumber } from '../options';
import { scalingBenchmark, type ScalingOptions, type ScalingResult } from './scaling-benchmark';
import { scalingsMarkdown } from './scaling-report';

interface ScalingCommandOptions extends ScalingOptions {
  readonly only?: Architecture;
}

/** Our step as batch, hidden size, vocabulary and sentences grow. */
export const scaling = benchmark<ScalingCommandOptions, ScalingResult>({
  name: 'scaling',
  description: 'our step time and peak memory against batch, hidden size, vocabulary and sequence length',
  addOptions: (command) =>
    withOnlyOption(command)
      .option('--steps <count>', 'timed steps at each point', wholeNumber(1), 4)
      .option('--quick', 'three points of each axis'),
  measure: ({ only, ...options }, progress) =>
    eachArchitecture(only, progress, (architecture, tell) => scalingBenchmark(architecture, options, tell)),
  keyOf: ({ architecture }) => architecture,
  markdown: scalingsMarkdown,
});

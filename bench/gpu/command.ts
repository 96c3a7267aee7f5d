import { type Command, Option } from 'commander';
import type { Architecture } from '../../src-shared/domain/architecture';
import { benchmark, eachArchitecture, withOnlyOption, type Progress } from '../benchmark';
import { wholeNumber } from '../options';
import { gpuCounts, type GpuCounts } from './counts';
import { gpusMarkdown } from './gpu-report';
import { gpuMeasurement, requireGpu, type GpuMeasurement, type MeasurementOptions } from './measurement';
import { gpuProjection, type GpuProjection } from './projection';

export type GpuResult = GpuCounts | GpuMeasurement | GpuProjection;

interface GpuOptions extends MeasurementOptions {
  readonly only?: Architecture;
  readonly placementOnly?: boolean;
  readonly project?: boolean;
}

/** What the engine asks of an NVIDIA GPU, and how fast it is there; `scripts/bench.mjs` says where there is none. */
export const gpu = benchmark<GpuOptions, GpuResult>({
  name: 'gpu',
  description: 'our engine on an NVIDIA GPU: placement and read-backs, step and decoding against PyTorch',
  addOptions,
  measure: async ({ only, placementOnly, project, ...options }, progress) => {
    if (!placementOnly && !project) await requireGpu();
    const results = await eachArchitecture(only, progress, async (architecture, tell) => [
      await gpuCounts(architecture, tell),
      ...(await timesOf(architecture, options, { placementOnly, project }, tell)),
    ]);
    return results.flat();
  },
  keyOf: ({ kind, architecture }) => `${kind}-${architecture}`,
  markdown: gpusMarkdown,
});

async function timesOf(
  architecture: Architecture,
  options: MeasurementOptions,
  { placementOnly, project }: Pick<GpuOptions, 'placementOnly' | 'project'>,
  progress: Progress,
): Promise<GpuResult[]> {
  if (placementOnly) return [];
  if (project) return [await gpuProjection(architecture, options.batches, progress)];
  return [await gpuMeasurement(architecture, options, progress)];
}

function addOptions(command: Command): Command {
  return withOnlyOption(command)
    .addOption(
      new Option('--batches <sizes>', 'sentences of a batch, from small to large')
        .argParser(wholeNumbers)
        .default([64, 256, 512], '64,256,512'),
    )
    .option('--rounds <count>', 'turns at each batch size, and rounds of decoding', wholeNumber(1), 3)
    .option('--data <source>', 'as for a study; its test split is decoded', 'synthetic:14000')
    .option('--examples <count>', 'sentences to decode', wholeNumber(1), 1500)
    .option(
      '--training-steps <count>',
      'steps that the model is trained before it decodes',
      wholeNumber(0),
      150,
    )
    .option('--sample <count>', 'sentences of who decodes one at a time', wholeNumber(1), 20)
    .addOption(
      new Option('--placement-only', 'count operations and read-backs; needs no GPU').conflicts('project'),
    )
    .option('--project', 'project times from those of the CPU; needs no GPU');
}

function wholeNumbers(text: string): number[] {
  return text.split(',').map(wholeNumber(1));
}

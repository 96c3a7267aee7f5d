import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import { UserError } from '../../src-shared/domain/errors';
import type { Progress } from '../benchmark';
import { decodeBenchmark, type DecodeOptions, type DecodeResult } from '../decode/decode-benchmark';
import { race, type RaceResult } from '../peers/race';
import { SPECIFIED_SIZES } from '../workload/sizes';

export interface MeasurementOptions extends DecodeOptions {
  readonly batches: readonly number[];
}

/** What was measured on this computer's GPU. */
export interface GpuMeasurement {
  readonly kind: 'measurement';
  readonly architecture: Architecture;
  /** Name, memory and driver, as the driver tells. */
  readonly gpu: string;
  readonly races: readonly { readonly batch: number; readonly race: RaceResult }[];
  readonly decoding: DecodeResult;
}

/** @throws UserError, which says what is missing and what would be right, where TensorFlow sees no GPU. */
export async function requireGpu(): Promise<void> {
  const { device } = (await selectBackend()).description;
  if (device !== 'NVIDIA GPU')
    throw new UserError(
      `TensorFlow computes on the ${device} here, since the CUDA build that set-up provides does not see the GPU; \`npm run setup\` tells why, and a current NVIDIA driver mends it most often`,
    );
}

/** Steps at growing batches and decoding, ours and PyTorch's on the same GPU. */
export async function gpuMeasurement(
  architecture: Architecture,
  { batches, ...decoding }: MeasurementOptions,
  progress: Progress,
): Promise<GpuMeasurement> {
  // For the contestants that PyTorch computes; ours takes the GPU by itself.
  process.env['BENCH_DEVICE'] = 'cuda';
  const races = [];
  for (const batch of batches) {
    const tell: Progress = (line) => progress(`batch of ${batch}: ${line}`);
    const sizes = { ...SPECIFIED_SIZES, batch };
    races.push({ batch, race: await race(architecture, ['ours', 'expert'], decoding.rounds, tell, sizes) });
  }
  return {
    kind: 'measurement',
    architecture,
    gpu: await gpuName(),
    races,
    decoding: await decodeBenchmark(architecture, decoding, progress),
  };
}

async function gpuName(): Promise<string> {
  try {
    const query = ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader'];
    const { stdout } = await promisify(execFile)('nvidia-smi', query);
    return stdout
      .trim()
      .split('\n')[0]
      .replace(/, ([\d.]+)$/, ', driver $1');
  } catch {
    return 'NVIDIA GPU';
  }
}

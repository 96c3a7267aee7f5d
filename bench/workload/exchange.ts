/** A workload as files, so that contestants in other processes and languages start from the same weights on the same ids. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedArray,
} from '../../src-main/engine/checkpoint/safetensors';
import type { ModelOptions } from '../../src-shared/domain/model/model-options';
import type { Batch, SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import { batchOfStep, coinsOfStep } from './workload';

/** What `workload.json` holds. */
interface WorkloadDocument {
  readonly configuration: RunConfiguration;
  readonly options: ModelOptions;
  readonly training: { readonly learningRate: number; readonly gradientClip: number };
  readonly batches: readonly { readonly sources: number[][]; readonly targets: number[][] }[];
  /** By step, from the first. */
  readonly coins: readonly boolean[][];
}

/** What a contestant reads of a workload's folder. */
export interface ExchangedWorkload {
  readonly configuration: RunConfiguration;
  readonly options: ModelOptions;
  readonly batches: readonly Batch[];
  readonly coins: readonly boolean[][];
  readonly weights: readonly NamedArray[];
}

const DESCRIPTION = 'workload.json';
const WEIGHTS = 'weights.safetensors';

/** Writes the batches, the coins of `steps` steps and the model's current weights into a folder. */
export function writeWorkload(
  folder: string,
  model: SequenceToSequence,
  configuration: RunConfiguration,
  batches: readonly Batch[],
  steps: number,
): void {
  const document: WorkloadDocument = {
    configuration,
    options: model.options,
    training: { learningRate: configuration.LEARNING_RATE, gradientClip: configuration.GRADIENT_CLIP },
    batches: batches.map(({ sources, targets }) => ({
      sources: sources.map((ids) => [...ids]),
      targets: targets.map((ids) => [...ids]),
    })),
    coins: Array.from({ length: steps }, (_, index) =>
      coinsOfStep(configuration, batchOfStep(batches, index + 1), index + 1),
    ),
  };
  writeFileSync(join(folder, DESCRIPTION), JSON.stringify(document));
  writeFileSync(join(folder, WEIGHTS), encodeSafetensors({ tensors: weightsOf(model), metadata: {} }));
}

/** Reads what `writeWorkload` wrote. */
export function readWorkload(folder: string): ExchangedWorkload {
  const document = JSON.parse(readFileSync(join(folder, DESCRIPTION), 'utf8')) as WorkloadDocument;
  const file = join(folder, WEIGHTS);
  const batches = document.batches.map(({ sources, targets }) => ({
    sources: sources.map((ids) => Int32Array.from(ids)),
    targets: targets.map((ids) => Int32Array.from(ids)),
  }));
  return { ...document, batches, weights: decodeSafetensors(readFileSync(file), file).tensors };
}

function weightsOf({ ops, parameters }: SequenceToSequence): NamedArray[] {
  return parameters.definitions.map(({ name, shape }) => ({
    name,
    shape,
    values: ops.scope(() => ops.readFloat32(ops.valueOf(parameters.variable(name)))),
  }));
}

/** Writes sentences for contestants to decode, and returns the file. */
export function writeSentences(folder: string, name: string, sentences: readonly Int32Array[]): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(sentences.map((ids) => [...ids])));
  return file;
}

/** Reads what `writeSentences` wrote. */
export function readSentences(file: string): Int32Array[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as number[][]).map((ids) => Int32Array.from(ids));
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { completeConfiguration, PRESETS } from '../../src-shared/domain/configuration';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import { readCheckpoint } from '../../src-main/engine/checkpoint/pytorch/checkpoint-file';
import { convertStateDictionary } from '../../src-main/engine/checkpoint/pytorch/naming/convert';
import type { ConvertedModel } from '../../src-main/engine/checkpoint/pytorch/naming/convert';
import { modelOptions } from '../../src-shared/domain/model/model-options';
import { parameterDefinitions } from '../../src-shared/domain/model/parameter-definitions';
import { Parameters } from '../../src-main/engine/model/parameters';
import { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import type { TensorOperations } from '../../src-main/engine/tensor/tensor-operations';

/** What PyTorch computed of one sentence. Hypotheses are without <SOS>, and with <EOS> where they ended. */
export interface PyTorchProbe {
  readonly source: readonly number[];
  readonly target: readonly number[];
  /** By step of the target. */
  readonly logits: readonly (readonly number[])[];
  readonly attention: readonly (readonly number[])[] | null;
  readonly greedy: readonly number[];
  /** Of the last beam of three, best first. */
  readonly beam: readonly (readonly number[])[];
}

/** Path of a file that `tests/fixtures/pytorch/make_checkpoints.py` wrote. */
export function pytorchFixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/pytorch/${name}`, import.meta.url));
}

export function pytorchProbes(name: string): {
  readonly longest: number;
  readonly probes: readonly PyTorchProbe[];
} {
  return JSON.parse(readFileSync(pytorchFixture(`${name}.json`), 'utf8'));
}

/** Reads and converts a fixture. */
export async function convertedFixture(
  name: string,
  settings: Partial<RunConfiguration> = {},
): Promise<ConvertedModel> {
  const path = pytorchFixture(`${name}.pt`);
  const { tensors } = await readCheckpoint(path);
  return convertStateDictionary(tensors, { file: path, settings });
}

/** A model with converted weights. Dispose of its parameters afterwards. */
export function modelOf(ops: TensorOperations, converted: ConvertedModel): SequenceToSequence {
  const configuration = completeConfiguration(PRESETS.notebook, converted.configuration);
  const options = modelOptions(converted.architecture, configuration, converted.vocabularies);
  const byName = new Map(converted.parameters.map((parameter) => [parameter.name, parameter.values]));
  const parameters = Parameters.create(ops, parameterDefinitions(options), ({ name }) => byName.get(name)!);
  return new SequenceToSequence(ops, options, parameters);
}

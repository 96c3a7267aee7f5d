/** Loads exported folders in PyTorch itself: `pip install torch numpy`; the variable PYTHON names another Python than `python3`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFolderAtomically } from '../../../../../src-main/engine/checkpoint/atomic-folder';
import type { ExportedRun } from '../../../../../src-main/engine/checkpoint/export/exported-run';
import { notebookFiles } from '../../../../../src-main/engine/checkpoint/export/notebook-files';
import { decodeBatch } from '../../../../../src-main/engine/decoding/beam-search';
import { decodingOptions } from '../../../../../src-main/engine/decoding/decoding-options';
import { traceSentence } from '../../../../../src-main/engine/model/trace';
import {
  countParameters,
  parameterDefinitions,
} from '../../../../../src-shared/domain/model/parameter-definitions';
import { Vocabulary } from '../../../../../src-main/engine/text/vocabulary';
import { selected as ops } from '../../../../helpers/backends';
import {
  describeOptions,
  EVERY_COMBINATION,
  randomParameters,
  type ReferenceOptions,
} from '../../../../helpers/reference-models';
import { engineConfiguration, engineModel, engineOptions } from '../../../../helpers/toy-model';
import { TOY_EXAMPLES } from '../../../../helpers/toy-examples';
import { epoch } from '../../../../unit/history/samples';

const python = process.env.PYTHON ?? 'python3';
const isInstalled = spawnSync(python, ['-c', 'import torch, numpy']).status === 0;
const script = fileURLToPath(new URL('decode_exported.py', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'unroll-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isOneOf = (titles: readonly string[]) => (options: ReferenceOptions) =>
  titles.includes(describeOptions(options));

/** Of each architecture and each option at least one. */
const MODELS = EVERY_COMBINATION.filter(
  isOneOf([
    'vanilla-rnn, one direction, 1 to 1 layers, bridge sum',
    'vanilla-rnn, both directions, 1 to 1 layers, bridge linear-tanh',
    'lstm, both directions, 2 to 2 layers, bridge sum',
    'lstm-attention, both directions, 2 to 1 layers, bridge average, encoder projection',
    'lstm-attention, both directions, 2 to 2 layers, bridge linear-tanh, outer tanh',
    'lstm-attention, both directions, 2 to 2 layers, bridge average, outer tanh, energy bias',
    'lstm-attention, both directions, 2 to 2 layers, bridge average, output reads hidden-context-embedding',
  ]),
);

function exportedRun(options: ReferenceOptions): ExportedRun {
  const configuration = { ...engineConfiguration(options), MAX_CODE_LEN: 12 };
  const values = randomParameters(options, 21);
  const words = (size: number) =>
    Array.from({ length: size - 4 }, (_, index) => ['(', 'foo', ')', 'bar', 'baz'][index]);
  return {
    description: { study: 'study', architecture: options.architecture, configuration },
    options: engineOptions(options),
    parameters: Object.entries(values).map(([name, value]) => ({ name, ...value })),
    checkpoint: 'best.safetensors',
    vocabularies: {
      sourceVocabulary: Vocabulary.build([words(options.sourceVocabulary)], options.sourceVocabulary),
      targetVocabulary: Vocabulary.build([words(options.targetVocabulary)], options.targetVocabulary),
    },
    recorded: { epochs: [epoch(1, 3, true)], evaluations: [], interventions: [] },
  };
}

interface PyTorchResult {
  readonly logits: readonly (readonly (readonly number[])[])[];
  readonly greedy: readonly (readonly number[])[];
  readonly beam: readonly (readonly number[])[];
  readonly encoded: readonly number[];
  readonly parameters: number;
  readonly history: Readonly<Record<string, { readonly train_losses: readonly number[] }>>;
}

const notebookName = (options: ReferenceOptions) => options.architecture.replace('-', '_');

/** Exports every model and has one Python look at all of them. */
async function resultsOfPyTorch(): Promise<PyTorchResult[]> {
  const exported = MODELS.map((options, index) => ({
    folder: join(folder, `exported-${index}`),
    name: notebookName(options),
  }));
  for (const [index, options] of MODELS.entries())
    await writeFolderAtomically(exported[index].folder, notebookFiles(exportedRun(options)));
  const examples = TOY_EXAMPLES.map(({ source, target }) => [source, target]);
  const input = JSON.stringify({ exported, examples });
  const process = spawnSync(python, [script], { input, maxBuffer: 1 << 26 });
  expect(process.status, process.stderr.toString()).toBe(0);
  return JSON.parse(process.stdout.toString());
}

describe.skipIf(!isInstalled)('an exported folder in PyTorch', () => {
  let results: PyTorchResult[];
  beforeAll(async () => {
    results = await resultsOfPyTorch();
  });

  it('is tried with every model that is meant', () => {
    expect(MODELS.length).toBe(7);
  });

  it.each(MODELS.map((options, index) => [describeOptions(options), options, index] as const))(
    'loads with weights_only and computes the same: %s',
    (_, options, index) => {
      const theirs = results[index];
      const run = exportedRun(options);
      const model = engineModel(ops, options, randomParameters(options, 21));
      TOY_EXAMPLES.forEach(({ source, target }, example) => {
        const { steps } = traceSentence(model, Int32Array.from(source), Int32Array.from(target));
        const differences = steps.flatMap(({ logits }, time) =>
          [...logits].map((value, id) => Math.abs(value - theirs.logits[example][time][id])),
        );
        expect(Math.max(...differences)).toBeLessThan(1e-4);
      });
      const sources = TOY_EXAMPLES.map(({ source }) => Int32Array.from(source));
      const decoded = (beamSize: number) =>
        decodeBatch(model, sources, decodingOptions(run.description.configuration, beamSize, false)).map(
          ([{ ids }]) => [...ids],
        );
      const [greedy, beam] = [decoded(1), decoded(3)];
      model.parameters.dispose();
      expect(theirs.greedy).toEqual(greedy);
      expect(theirs.beam).toEqual(beam);
      expect(theirs.encoded).toEqual([...run.vocabularies.sourceVocabulary.encode('Foo(bar).baz', 6)]);
      expect(theirs.parameters).toBe(countParameters(parameterDefinitions(run.options)));
      expect(theirs.history[notebookName(options)].train_losses).toEqual([2.5]);
    },
  );
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkParity } from '../../../../../src-main/engine/checkpoint/pytorch/parity/check-parity';
import {
  certificateNames,
  type ParityCertificate,
  readCertificate,
} from '../../../../../src-main/engine/checkpoint/pytorch/parity/certificate';
import type { ConvertedModel } from '../../../../../src-main/engine/checkpoint/pytorch/naming/convert';
import { selected as ops } from '../../../../helpers/backends';
import { convertedFixture, modelOf, pytorchFixture } from '../../../../helpers/pytorch-checkpoints';

const CERTIFIED = ['published_vanilla_rnn', 'published_lstm', 'published_lstm_attention', 'specification'];

const folder = mkdtempSync(join(tmpdir(), 'unroll-parity-'));
afterAll(() => rmSync(folder, { recursive: true }));

const certificateOf = (name: string) => readCertificate(pytorchFixture(`${name}.parity.json`));

function reportOf(converted: ConvertedModel, certificate: ParityCertificate) {
  const model = modelOf(ops, converted);
  try {
    return checkParity(model, certificate);
  } finally {
    model.parameters.dispose();
  }
}

/** The weights with the columns of two gates exchanged, as when forget gate and candidate are mixed up. */
function withGatesSwapped(converted: ConvertedModel, layer: string): ConvertedModel {
  const parameters = converted.parameters.map((parameter) => {
    if (!parameter.name.startsWith(`${layer}.`)) return parameter;
    const width = parameter.shape.at(-1)!;
    const units = width / 4;
    const values = parameter.values.map((_, index, all) => {
      const column = index % width;
      const gate = Math.floor(column / units);
      const from = gate === 1 ? column + units : gate === 2 ? column - units : column;
      return all[index - column + from];
    });
    return { ...parameter, values };
  });
  return { ...converted, parameters };
}

describe('a parity certificate', () => {
  it.each(CERTIFIED)('agrees with the imported weights of %s', async (name) => {
    const report = reportOf(await convertedFixture(name), await certificateOf(name));
    expect(report).toMatchObject({ agrees: true, probes: 2, firstDifference: null });
    expect(report.largestDifference).toBeLessThan(1e-4);
  });

  it.each([
    'encoder.layer0.forward',
    'encoder.layer0.backward',
    'encoder.layer1.backward',
    'decoder.layer0',
    'decoder.layer1',
  ])('names %s where two of its gates are swapped', async (layer) => {
    const converted = withGatesSwapped(await convertedFixture('specification'), layer);
    const report = reportOf(converted, await certificateOf('specification'));
    expect(report.agrees).toBe(false);
    expect(report.firstDifference?.layer).toBe(layer);
    expect(report.firstDifference?.difference).toBeGreaterThan(1e-3);
  });

  it.each([
    ['bridge.hidden.kernel', 'bridge.hidden'],
    ['bridge.cell.bias', 'bridge.cell'],
    ['attention.key', 'attention'],
    ['attention.energy-bias', 'attention'],
    ['output.kernel', 'output'],
  ])('names the layer of a wrong %s', async (name, layer) => {
    const converted = await convertedFixture('specification');
    const parameters = converted.parameters.map((parameter) =>
      parameter.name === name
        ? { ...parameter, values: parameter.values.map((value) => 0.5 - value) }
        : parameter,
    );
    const report = reportOf({ ...converted, parameters }, await certificateOf('specification'));
    expect(report.firstDifference?.layer).toBe(layer);
  });

  it('names attention where the outer tanh was assumed wrongly', async () => {
    const converted = await convertedFixture('specification', { ENERGY_OUTER_TANH: false });
    const report = reportOf(converted, await certificateOf('specification'));
    expect(report.firstDifference?.layer).toBe('attention');
  });

  it('agrees with nothing that is not a number', async () => {
    const converted = await convertedFixture('published_lstm');
    const parameters = converted.parameters.map((parameter) =>
      parameter.name === 'encoder.layer1.forward.bias'
        ? { ...parameter, values: parameter.values.map(() => Number.NaN) }
        : parameter,
    );
    const report = reportOf({ ...converted, parameters }, await certificateOf('published_lstm'));
    expect(report).toMatchObject({
      agrees: false,
      largestDifference: null,
      firstDifference: { layer: 'encoder.layer1.forward', difference: null },
    });
  });

  it('is refused when it is of a model with other vocabularies', async () => {
    const certificate = await certificateOf('specification');
    const [probe] = certificate.probes;
    const converted = await convertedFixture('specification');
    const other = { ...certificate, probes: [{ ...probe, source: [1, 18, 2] }] };
    expect(() => reportOf(converted, other)).toThrow('probe 0 does not fit vocabularies of 18 and 20 tokens');
  });
});

describe('the file of a certificate', () => {
  const written = (text: string) => {
    const path = join(folder, 'parity.json');
    writeFileSync(path, text);
    return path;
  };

  it('stands beside its checkpoint', () => {
    expect(certificateNames('lstm.pt')).toEqual(['lstm.parity.json', 'parity.json']);
  });

  it.each([
    ['not JSON', '{"format": NaN}', /parity\.json: cannot be read \(.*JSON/],
    ['something else', '{"a": 1}', /parity\.json: no parity certificate .* \(format: /],
  ])('is refused when it is %s', async (_, text, message) => {
    await expect(readCertificate(written(text))).rejects.toThrow(message);
  });

  it('is refused, naming the place, when a row of logits is missing', async () => {
    const certificate = JSON.parse(readFileSync(pytorchFixture('specification.parity.json'), 'utf8'));
    certificate.probes[1].logits.pop();
    await expect(readCertificate(written(JSON.stringify(certificate)))).rejects.toThrow(
      /probes\.1\.logits has/,
    );
  });
});

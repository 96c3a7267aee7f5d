import { expect } from 'vitest';
import { convertStateDictionary } from '../../../../../../src-main/engine/checkpoint/pytorch/naming/convert';
import type { RunConfiguration } from '../../../../../../src-shared/domain/configuration';
import { UserError } from '../../../../../../src-shared/domain/errors';
import { type Shapes, tensorsOf } from './state-dictionaries';

/** Of a file `model.pt`. */
export const convert = (shapes: Shapes, settings: Partial<RunConfiguration> = {}) =>
  convertStateDictionary(tensorsOf(shapes), { file: 'model.pt', settings });

/** What is wrong with it, line by line; nothing where it is a model of ours. */
export function problemsOf(shapes: Shapes, settings: Partial<RunConfiguration> = {}): string[] {
  try {
    convert(shapes, settings);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const [first, ...problems] = (error as UserError).message
      .split('\n')
      .map((line) => line.replace(/^- /, ''));
    expect(first).toBe('model.pt: its tensors are not those of a model that Unroll has:');
    return problems;
  }
  return [];
}

import { describe, expect, it } from 'vitest';
import {
  describeSource,
  sourceProblem,
  type SourceFields,
} from '../../../../src-renderer/state/source-fields';

const FIELDS: SourceFields = {
  file: '',
  folder: '',
  hub: 'Nan-Do/code-search-net-python',
  syntheticRows: '2000',
  docstringField: '',
  codeField: '',
  keepDocstring: false,
};

describe('the data source that a form describes', () => {
  it('is the location as the engine writes it', () => {
    expect(describeSource('stdlib', FIELDS)).toEqual({ location: 'python:stdlib' });
    expect(describeSource('hub', { ...FIELDS, hub: 'hf:a/b ' })).toEqual({ location: 'hf:a/b' });
    expect(describeSource('synthetic', FIELDS)).toEqual({ location: 'synthetic:2000' });
    expect(describeSource('file', { ...FIELDS, file: ' /data/pairs.jsonl ' })).toEqual({
      location: '/data/pairs.jsonl',
    });
  });

  it('carries only the options that its kind has', () => {
    const fields = { ...FIELDS, file: 'a.jsonl', docstringField: 'doc', keepDocstring: true };
    expect(describeSource('file', fields)).toEqual({
      location: 'a.jsonl',
      options: { docstringField: 'doc' },
    });
    expect(describeSource('stdlib', fields)).toEqual({
      location: 'python:stdlib',
      options: { keepDocstring: true },
    });
    expect(describeSource('synthetic', fields)).toEqual({ location: 'synthetic:2000' });
  });

  it('is refused with what would be right', () => {
    expect(sourceProblem('stdlib', FIELDS)).toBeNull();
    expect(sourceProblem('file', FIELDS)).toMatch(/Choose a JSONL/);
    expect(sourceProblem('folder', { ...FIELDS, folder: ' ' })).toMatch(/Choose a folder/);
    expect(sourceProblem('hub', { ...FIELDS, hub: 'no-owner' })).toMatch(/OWNER\/NAME/);
    expect(sourceProblem('synthetic', { ...FIELDS, syntheticRows: '1.5' })).toMatch(/whole number/);
    expect(sourceProblem('synthetic', { ...FIELDS, syntheticRows: '50000' })).toBeNull();
    expect(sourceProblem('synthetic', { ...FIELDS, syntheticRows: '50001' })).toMatch(/from 1 to 50000/);
  });
});

import { describe, expect, it } from 'vitest';
import { PRESETS, STARTER_STUDY } from '../../../../src-shared/domain/configuration';
import { NewStudyForm } from '../../../../src-renderer/state/new-study.svelte';
import { connectBridge } from '../bridge';

describe('the form of a new study', () => {
  it('can start as it is, with the recommended preset on the standard library', () => {
    const form = new NewStudyForm();
    expect(form.obstacle).toBeNull();
    expect(form.configuration).toEqual(PRESETS.recommended);
    expect(form.source.request).toEqual({ location: 'python:stdlib' });
  });

  it('explains a wrong value beside its field and keeps the study from starting', () => {
    const form = new NewStudyForm();
    form.edit('HIDDEN_DIM', 'many');
    expect(form.problems.HIDDEN_DIM).toMatch(
      /HIDDEN_DIM is "many"; it must be a whole number from 1 to 8192/,
    );
    expect(form.obstacle).toMatch(/1 setting is not valid/);
    form.edit('HIDDEN_DIM', ' 128 ');
    expect(form.obstacle).toBeNull();
    expect(form.configuration.HIDDEN_DIM).toBe(128);
  });

  it('refuses an empty number', () => {
    const form = new NewStudyForm();
    form.edit('EPOCHS', '');
    expect(form.problems.EPOCHS).toBeDefined();
  });

  it('compares settings with each other', () => {
    const form = new NewStudyForm();
    form.edit('DECODER_LAYERS', '3');
    expect(form.problems.DECODER_LAYERS).toMatch(/at most NUM_LAYERS/);
    form.edit('NUM_LAYERS', '3');
    expect(form.problems).toEqual({});
  });

  it('keeps changes when the preset changes, and counts only real ones', () => {
    const form = new NewStudyForm();
    form.edit('EPOCHS', '3');
    form.edit('BATCH_SIZE', '64');
    expect(form.changedKeys).toEqual(['EPOCHS']);
    form.preset = 'notebook';
    expect(form.configuration).toEqual({ ...PRESETS.notebook, EPOCHS: 3 });
    form.reset('EPOCHS');
    expect(form.configuration).toEqual(PRESETS.notebook);
  });

  it('takes the sizes of the starter study', () => {
    const form = new NewStudyForm();
    form.useSmallSizes();
    expect(form.configuration).toEqual(STARTER_STUDY.configuration);
  });

  it('needs a name, an architecture and a source', () => {
    const form = new NewStudyForm();
    form.typedName = '  ';
    expect(form.obstacle).toMatch(/name/);
    form.typedName = null;
    for (const architecture of form.architectures) form.toggleArchitecture(architecture);
    expect(form.obstacle).toMatch(/architecture/);
    form.source.kind = 'file';
    expect(form.obstacle).toMatch(/file/);
  });

  it('ends an inspection at work when its report is not wanted any more', async () => {
    let refuse = (_reason: Error) => {};
    let cancelled = 0;
    connectBridge({
      'data.inspect': () => new Promise((_resolve, reject) => (refuse = reject)),
      'data.cancelInspection': () => {
        cancelled += 1;
        refuse(new Error('The inspection was cancelled'));
        return null;
      },
    });
    const form = new NewStudyForm();
    form.dropInspection();
    expect(cancelled).toBe(0);
    const inspection = form.inspect();
    form.dropInspection();
    await inspection;
    expect(cancelled).toBe(1);
    expect(form.inspection.busy).toBe(false);
    expect(form.inspection.failure).toBeNull();
  });

  it('keeps architectures in the order in which a study trains them', () => {
    const form = new NewStudyForm();
    form.toggleArchitecture('vanilla-rnn');
    form.toggleArchitecture('vanilla-rnn');
    expect(form.architectures).toEqual(['vanilla-rnn', 'lstm', 'lstm-attention']);
  });
});

import { describe, expect, it } from 'vitest';
import { PRESETS, type RunConfiguration, STARTER_STUDY } from '../../../../src-shared/domain/configuration';
import { NewStudyDraft, NewStudyForm } from '../../../../src-renderer/state/new-study.svelte';
import { connectBridge } from '../bridge';
import { sampleReport, sampleRun, sampleStudy } from '../samples';

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
    expect(form.problems.HIDDEN_DIM?.message).toMatch(
      /HIDDEN_DIM is "many"; it must be a whole number from 1 to 8192/,
    );
    expect(form.obstacle).toMatch(/1 setting is not valid/);
    form.edit('HIDDEN_DIM', ' 128 ');
    expect(form.problems.WEIGHT_TYING?.message).toMatch(
      /HIDDEN_DIM \(128\) and EMBEDDING_DIM \(256\) to be equal/,
    );
    form.edit('EMBEDDING_DIM', '128');
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
    expect(form.problems.DECODER_LAYERS?.message).toMatch(/at most NUM_LAYERS/);
    form.edit('NUM_LAYERS', '3');
    expect(form.problems).toEqual({});
  });

  it('offers changes each of which mends settings that do not go with each other', () => {
    const wrong: readonly Partial<RunConfiguration>[] = [
      { HIDDEN_DIM: 128 },
      { OUTPUT_INPUT: 'hidden-context-embedding' },
      { DECODER_LAYERS: 3 },
    ];
    for (const settings of wrong) {
      const broken = () => {
        const form = new NewStudyForm();
        form.take(settings);
        return form;
      };
      const [{ remedies }] = Object.values(broken().problems);
      expect(remedies.length).toBeGreaterThan(1);
      for (const remedy of remedies) {
        const form = broken();
        form.take(remedy);
        expect(form.problems, JSON.stringify(remedy)).toEqual({});
        expect(form.configuration).toMatchObject(remedy);
      }
    }
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
    form.inspection.drop();
    expect(cancelled).toBe(0);
    const inspection = form.inspect();
    form.inspection.drop();
    await inspection;
    expect(cancelled).toBe(1);
    expect(form.inspection.task.busy).toBe(false);
    expect(form.inspection.task.failure).toBeNull();
  });

  it('stays as it is when its view is left, until it begins anew', async () => {
    connectBridge({ 'data.inspect': () => sampleReport });
    const draft = new NewStudyDraft();
    const { form } = draft;
    expect(form.isTouched).toBe(false);
    form.edit('EPOCHS', '33');
    form.typedName = 'Mine';
    await form.inspect();
    form.leave();
    expect(draft.form.name).toBe('Mine');
    expect(draft.form.report).toEqual(sampleReport);
    expect(form.isTouched).toBe(true);
    expect(draft.renew()).toBe(form);
    expect(draft.form.isTouched).toBe(false);
    expect(draft.form.configuration.EPOCHS).toBe(PRESETS.recommended.EPOCHS);
  });

  it('takes over the data that a link names once', () => {
    const form = new NewStudyForm();
    form.takeLocation('rows.jsonl');
    form.source.fields.file = 'other.jsonl';
    form.takeLocation('rows.jsonl');
    expect(form.source.request.location).toBe('other.jsonl');
  });

  it('starts from a study: its settings, source and architectures', async () => {
    connectBridge({
      'studies.source': () => ({ location: 'rows.jsonl', options: { codeField: 'body' } }),
    });
    const form = new NewStudyForm();
    form.edit('EPOCHS', '3');
    const configuration = { ...PRESETS.notebook, SEED: 7 };
    await form.startFrom(
      sampleStudy([sampleRun({ architecture: 'lstm' })], { name: 'Before', configuration }),
    );
    expect(form.configuration).toEqual(configuration);
    expect(form.architectures).toEqual(['lstm']);
    expect(form.name).toBe('Before, again');
    expect(form.source.request).toEqual({ location: 'rows.jsonl', options: { codeField: 'body' } });
    expect(form.changedKeys).toEqual([]);
  });

  it('knows whether the data report is of the settings as they stand', async () => {
    connectBridge({ 'data.inspect': () => sampleReport });
    const form = new NewStudyForm();
    expect(form.dataSizes).toMatchObject({ train: 10_000, sourceVocabulary: 5000 });
    await form.inspect();
    expect(form.dataSizes).toMatchObject({ train: 80, sourceVocabulary: 120, targetVocabulary: 150 });
    form.edit('LEARNING_RATE', '0.01');
    expect(form.report).not.toBeNull();
    form.edit('VOCAB_SIZE', '100');
    expect(form.report).toBeNull();
    expect(form.inspection.report).toEqual(sampleReport);
    expect(form.inspection.mayStartByItself(form.source.request, form.valid!)).toBe(true);
  });

  it('makes a sweep of the keys that were chosen, and says why it cannot', async () => {
    const made: unknown[] = [];
    connectBridge({
      'sweeps.create': (input) => {
        made.push(input.plan);
        return { sweep: 'sweep-1' };
      },
    });
    const form = new NewStudyForm();
    form.preset = 'notebook';
    form.kind = 'sweep';
    expect(form.obstacle).toBe('Choose at least one key to sweep.');
    form.sweep.add('HIDDEN_DIM', form.configuration.HIDDEN_DIM);
    form.sweep.add('LEARNING_RATE', form.configuration.LEARNING_RATE);
    expect(form.obstacle).toBeNull();
    form.sweep.fields[0].list = '128, lots';
    expect(form.obstacle).toMatch(/HIDDEN_DIM is "lots"/);
    form.sweep.fields[0].list = '128, 256';
    form.sweep.seeds = '1 2';
    expect(await form.create()).toBe('sweep-1');
    expect(made).toEqual([
      {
        method: 'grid',
        keys: [
          { key: 'HIDDEN_DIM', values: { kind: 'list', values: [128, 256] } },
          { key: 'LEARNING_RATE', values: { kind: 'list', values: [0.000316, 0.001, 0.00316] } },
        ],
        samples: 8,
        drawSeed: 0,
        seeds: [1, 2],
      },
    ]);
  });

  it('keeps architectures in the order in which a study trains them', () => {
    const form = new NewStudyForm();
    form.toggleArchitecture('vanilla-rnn');
    form.toggleArchitecture('vanilla-rnn');
    expect(form.architectures).toEqual(['vanilla-rnn', 'lstm', 'lstm-attention']);
  });
});

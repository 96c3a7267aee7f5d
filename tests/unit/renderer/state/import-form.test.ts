import { expect, it, vi } from 'vitest';
import type { RequestInput } from '../../../../src-shared/contract/channels';
import type { Assumption, ImportedStudy } from '../../../../src-shared/domain/import';
import { choicesFor, ImportForm } from '../../../../src-renderer/state/import-form.svelte';
import { connectBridge } from '../bridge';

const bridge: Assumption = { key: 'BRIDGE', value: 'average', why: 'no tensor bridges' };
const outerTanh: Assumption = { key: 'ENERGY_OUTER_TANH', value: false, why: 'its names have none' };

/** What a preview tells, as far as the form looks at it: one run, of which nothing is assumed that was decided. */
function found(settings: Readonly<Record<string, unknown>>): ImportedStudy {
  const assumed = [bridge, outerTanh].filter(({ key }) => !(key in settings));
  return { name: 'models', notices: [], runs: [{ origin: { assumed } }] } as unknown as ImportedStudy;
}

function formOn(answers: Partial<Parameters<typeof connectBridge>[0]> = {}) {
  const previews: RequestInput<'imports.preview'>[] = [];
  connectBridge({
    'data.choose': () => '/notebook/models',
    'imports.preview': (input) => {
      previews.push(input);
      return found(input.settings);
    },
    'imports.cancel': () => null,
    ...answers,
  });
  return { form: new ImportForm(), previews };
}

it('looks into what was chosen, takes its name over, and lists what is open', async () => {
  const { form, previews } = formOn();
  expect(form.obstacle).toMatch(/Choose/);
  await form.choose('folder');
  expect(previews).toEqual([{ path: '/notebook/models', settings: {} }]);
  expect(form.name).toBe('models');
  expect(form.open).toEqual([bridge, outerTanh]);
  expect(form.obstacle).toBeNull();
});

it('asks again with what was decided, which stays open to be decided otherwise', async () => {
  const { form, previews } = formOn();
  await form.choose('folder');
  await form.decide('BRIDGE', 'sum');
  await form.decide('ENERGY_OUTER_TANH', 'on');
  expect(previews.at(-1)).toEqual({
    path: '/notebook/models',
    settings: { BRIDGE: 'sum', ENERGY_OUTER_TANH: true },
  });
  expect(form.open).toEqual([bridge, outerTanh]);
  await form.decide('BRIDGE', null);
  expect(previews.at(-1)!.settings).toEqual({ ENERGY_OUTER_TANH: true });
});

it('imports what was looked into, with the decisions, the name and the data', async () => {
  const started = vi.fn();
  const { form } = formOn({
    'imports.start': (input) => {
      started(input);
      return { study: 's1' };
    },
  });
  await form.choose('folder');
  await form.decide('BRIDGE', 'sum');
  form.typedName = ' Theirs ';
  form.hasData = true;
  form.source.kind = 'synthetic';
  form.source.fields.syntheticRows = '80';
  expect(await form.import()).toBe('s1');
  expect(started).toHaveBeenCalledWith({
    path: '/notebook/models',
    settings: { BRIDGE: 'sum' },
    name: 'Theirs',
    source: { location: 'synthetic:80' },
  });
});

it('forgets decisions when another folder is looked into, and imports none that was not', async () => {
  const { form, previews } = formOn();
  await form.choose('folder');
  await form.decide('BRIDGE', 'sum');
  form.path = '/other/models';
  expect(form.obstacle).toMatch(/Look inside/);
  await form.look();
  expect(previews.at(-1)).toEqual({ path: '/other/models', settings: {} });
  expect(form.obstacle).toBeNull();
});

it('says what is wrong with a folder, and does not import it', async () => {
  const { form } = formOn({
    'imports.preview': () => {
      throw new Error('lstm.pt: 2 tensors are missing');
    },
  });
  await form.choose('folder');
  expect(form.preview.failure?.message).toContain('2 tensors are missing');
  expect(form.obstacle).toMatch(/cannot be imported/);
});

it('takes a bundle in without looking inside', async () => {
  const { form, previews } = formOn({
    'data.choose': () => '/from/elsewhere/run.zip',
    'imports.bundle': ({ path }) => ({ study: `study of ${path}` }),
  });
  await form.choose('checkpoint');
  expect(previews).toEqual([]);
  expect(form.obstacle).toBeNull();
  expect(await form.import()).toBe('study of /from/elsewhere/run.zip');
});

it('ends what is at work when it is cancelled', async () => {
  const cancelled = vi.fn();
  const { form } = formOn({
    'imports.preview': () => new Promise(() => {}),
    'imports.cancel': () => {
      cancelled();
      return null;
    },
  });
  void form.choose('folder');
  await vi.waitFor(() => expect(form.preview.busy).toBe(true));
  form.cancel();
  expect(form.preview.busy).toBe(false);
  await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce());
});

it('offers the values of a choice, on and off for a switch, and a field for numbers', () => {
  expect(choicesFor('BRIDGE')).toEqual(['linear-tanh', 'average', 'sum']);
  expect(choicesFor('ENERGY_OUTER_TANH')).toEqual(['on', 'off']);
  expect(choicesFor('EPOCHS')).toBeNull();
});

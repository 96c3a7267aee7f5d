import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ExampleThread } from '../../../src-main/ipc/example-thread';
import { exampleHandlers } from '../../../src-main/ipc/examples';
import type { Services } from '../../../src-main/ipc/services';
import { SPLIT_ORDER } from '../../../src-shared/domain/example-sort';
import { browsed } from '../../unit/examples/samples';

const EXAMPLES = Array.from({ length: 3000 }, (_, index) => ({
  source: `item ${index} of the list ${'a'.repeat(40)}`,
  reference: `def item ( xs ) : return xs [ ${index} ]`,
}));
const HYPOTHESES = EXAMPLES.map(({ reference }, index) => (index % 3 === 0 ? reference : 'def item ( xs )'));

function opened() {
  const { history, key, study } = browsed(EXAMPLES, [HYPOTHESES]);
  const place = path.join(history.home.root, 'examples.csv');
  const sent: unknown[] = [];
  const services = {
    history,
    desktop: { choosePlace: async () => place },
    send: (...event: unknown[]) => sent.push(event),
  } as unknown as Services;
  const { handlers, close } = exampleHandlers(services);
  onTestFinished(close);
  const list = { ...key, filter: {}, sort: SPLIT_ORDER, offset: 0, limit: 10, locate: null };
  return { handlers, key, list, place, sent, study, database: history.home.database };
}

it('answers lists, single examples and metrics from threads, and writes all of a list', async () => {
  const { handlers, key, list, place, sent, study } = opened();
  const filter = { outcomes: [{ run: key.runs[0], outcomes: ['correct'] }] } as const;
  const page = await handlers['examples.query']({ ...list, filter, locate: 2997 });
  expect(page).toMatchObject({ total: 1000, of: 3000, located: 999 });
  expect(page.rows.map(({ index }) => index)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  expect(await handlers['examples.show']({ ...key, index: 3 })).toMatchObject({ index: 3 });
  const metrics = await handlers['examples.metrics']({ ...key, filter });
  expect(metrics.runs[0].metrics.exactMatch).toEqual({ value: 100, low: 100, high: 100 });
  expect(await handlers['examples.save']({ ...list, filter, name: 'right.csv', format: 'csv' })).toBe(place);
  expect(readFileSync(place, 'utf8').trimEnd().split('\r\n')).toHaveLength(1001);
  await handlers['examples.setFavourite']({ studies: [study.id], split: 'test', index: 5, favourite: true });
  expect(sent).toEqual([['examples-marked', { studies: [study.id] }]]);
  expect(await handlers['examples.query']({ ...list, filter: { favourite: true } })).toMatchObject({
    total: 1,
  });
});

it('goes on answering after an expression that would take for ever', async () => {
  const { handlers, list } = opened();
  const hanging = handlers['examples.query']({
    ...list,
    filter: { text: '(a+)+$x', regularExpression: true },
  });
  const next = handlers['examples.query'](list);
  await expect(hanging).rejects.toThrow(/takes too long/);
  expect(await next).toMatchObject({ total: 3000 });
});

it('starts anew after it was ended, and rejects what waited', async () => {
  const { key, database } = opened();
  const thread = new ExampleThread(database);
  onTestFinished(() => thread.close());
  const waiting = thread.ask('show', { ...key, index: 0 });
  thread.close();
  await expect(waiting).rejects.toThrow(/closing/);
  expect(await thread.ask('show', { ...key, index: 0 })).toMatchObject({ index: 0 });
});

import { expect, it } from 'vitest';
import type { ExamplePage } from '../../../../../src-shared/contract/requests/examples';
import { SPLIT_ORDER } from '../../../../../src-shared/domain/example-sort';
import { ChosenExample } from '../../../../../src-renderer/state/examples/chosen-example.svelte';
import { ExampleList } from '../../../../../src-renderer/state/examples/example-list.svelte';
import { connectBridge } from '../../bridge';

const keyOf = (text: string) =>
  JSON.stringify({
    ...{ runs: ['run-1'], split: 'test', decoder: 'greedy', sort: SPLIT_ORDER },
    filter: { text },
  });

/** Lists by the text that they are searched for: indices of the examples in them. */
function browser(lists: Readonly<Record<string, readonly number[]>>, linked: number | null) {
  connectBridge({
    'examples.query': ({ filter, locate }) => {
      const indices = lists[filter.text!];
      const located = locate === null ? -1 : indices.indexOf(locate);
      const rows = indices.map((index) => ({ index }));
      return {
        ...{ total: rows.length, rows, located: located < 0 ? null : located },
      } as unknown as ExamplePage;
    },
  });
  const link = { example: linked, steps: [] as (string | undefined)[] };
  const chosen = new ChosenExample(
    new ExampleList(),
    () => link.example,
    (changes, kind) => {
      link.example = Number(changes.example);
      link.steps.push(kind);
    },
  );
  return { chosen, link };
}

it('begins at the first example where the link chooses none, and at the linked one where it stands in the list', async () => {
  const first = browser({ all: [4, 5, 6] }, null);
  await first.chosen.showIn(keyOf('all'));
  expect([first.chosen.place, first.link]).toEqual([0, { example: 4, steps: [undefined] }]);

  const linked = browser({ all: [4, 5, 6] }, 6);
  await linked.chosen.showIn(keyOf('all'));
  expect([linked.chosen.place, linked.link]).toEqual([2, { example: 6, steps: [] }]);
});

it('keeps a linked example that is not in the first list, and leaves it for the first of another', async () => {
  const { chosen, link } = browser({ few: [4, 5], others: [7, 8] }, 6);
  await chosen.showIn(keyOf('few'));
  expect([chosen.place, link.example]).toEqual([null, 6]);
  await chosen.showIn(keyOf('others'));
  expect([chosen.place, link.example]).toEqual([0, 7]);
});

it('stays near its place when it has left the same list', async () => {
  const lists: Record<string, readonly number[]> = { favourites: [4, 5, 6] };
  const { chosen, link } = browser(lists, 6);
  await chosen.showIn(keyOf('favourites'));
  lists.favourites = [4, 5];
  await chosen.showIn(keyOf('favourites'));
  expect([chosen.place, link.example]).toEqual([1, 6]);
});

it('moves by steps within the ends of the list, and finds what back and forward choose', async () => {
  const { chosen, link } = browser({ all: [4, 5, 6] }, 5);
  await chosen.showIn(keyOf('all'));
  await chosen.moveTo(9);
  expect([chosen.place, link]).toEqual([2, { example: 6, steps: ['step'] }]);
  await chosen.moveTo(-1);
  expect([chosen.place, link.example]).toEqual([0, 4]);
  link.example = 6;
  await chosen.find(keyOf('all'));
  expect(chosen.place).toBe(2);
  expect(link.steps).toEqual(['step', 'step']);
});

import { beforeEach, expect, test, vi } from 'vitest';
import { Router } from '../../../../src-renderer/state/router.svelte';

/** The window's history as far as a router sees it. */
class History {
  entries: { hash: string; state: unknown }[] = [{ hash: '', state: null }];
  at = 0;
  readonly #listeners = new Set<() => void>();

  get window() {
    return {
      location: {
        get hash() {
          return history.entries[history.at].hash;
        },
        set hash(hash: string) {
          history.#push({ hash, state: null });
          history.#listeners.forEach((listener) => listener());
        },
      },
      history: {
        get state() {
          return history.entries[history.at].state;
        },
        pushState: (state: unknown, _: string, hash: string) => this.#push({ hash, state }),
        replaceState: (state: unknown, _: string, hash = this.entries[this.at].hash) =>
          (this.entries[this.at] = { hash, state }),
      },
      addEventListener: (_: string, listener: () => void) => this.#listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => this.#listeners.delete(listener),
    };
  }

  back() {
    this.at -= 1;
    this.#listeners.forEach((listener) => listener());
  }

  #push(entry: { hash: string; state: unknown }) {
    this.entries = [...this.entries.slice(0, this.at + 1), entry];
    this.at += 1;
  }
}

let history: History;
let router: Router;

beforeEach(() => {
  history = new History();
  vi.stubGlobal('window', history.window);
  vi.useFakeTimers({ toFake: ['performance'] });
  router = new Router();
  router.connect();
  return () => vi.useRealTimers();
});

test('choices of a view that is left are nothing for the next one', () => {
  const choose = router.chooser();
  router.go({ view: 'runs', query: {} });
  choose({ filter: 'bleu > 5' });
  expect(router.route).toEqual({ view: 'runs', query: {} });
  history.back();
  choose({ filter: 'bleu > 5' });
  expect(router.route).toEqual({ view: 'studies', query: { filter: 'bleu > 5' } });
});

test('choices of one tab are nothing for another tab of the study', () => {
  router.go({ view: 'study', study: 'a', tab: 'examples', query: {} });
  const choose = router.chooser();
  router.go({ view: 'study', study: 'a', tab: 'training', query: {} });
  choose({ text: 'list' });
  expect(router.route.query).toEqual({});
});

test('what is looked at is a step that one can go back from, how it is shown is not', () => {
  const choose = router.chooser();
  choose({ sort: 'bleu' });
  expect(history.entries).toHaveLength(1);
  choose({ filter: 'bleu > 5' }, 'step');
  expect(history.entries.map(({ hash }) => hash)).toEqual([
    '#/studies?sort=bleu',
    '#/studies?sort=bleu&filter=bleu+%3E+5',
  ]);
  history.back();
  expect(router.route.query).toEqual({ sort: 'bleu' });
});

test('a choice that goes on is one step', () => {
  const choose = router.chooser();
  for (const filter of ['b', 'bl', 'bleu']) {
    choose({ filter }, 'step');
    vi.advanceTimersByTime(400);
  }
  expect(history.entries.map(({ hash }) => hash)).toEqual(['', '#/studies?filter=bleu']);
  vi.advanceTimersByTime(2000);
  choose({ filter: 'loss' }, 'step');
  expect(history.entries).toHaveLength(3);
});

test('the same choice again is no step', () => {
  const choose = router.chooser();
  choose({ filter: '' }, 'step');
  expect(history.entries).toHaveLength(1);
});

test('an entry of the history keeps its name, every other has its own', () => {
  const first = router.entry;
  router.go({ view: 'runs', query: {} });
  const second = router.entry;
  expect(second).not.toBe(first);
  router.chooser()({ sort: 'bleu' });
  expect(router.entry).toBe(second);
  router.chooser()({ filter: 'x' }, 'step');
  expect(router.entry).not.toBe(second);
  history.back();
  expect(router.entry).toBe(second);
  history.back();
  expect(router.entry).toBe(first);
});

test('one leaves a study for the list that one came from, with its filter', () => {
  router.go({ view: 'runs', query: { filter: 'arch:lstm' } });
  router.go({ view: 'study', study: 'a', tab: 'training', query: {} });
  router.go({ view: 'study', study: 'a', tab: 'examples', query: {} });
  router.leave();
  expect(router.route).toEqual({ view: 'runs', query: { filter: 'arch:lstm' } });
  router.leave();
  expect(router.route.view).toBe('runs');
});

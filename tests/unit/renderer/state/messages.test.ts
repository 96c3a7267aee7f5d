import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Messages } from '../../../../src-renderer/state/messages.svelte';

const LONG = 60_000;

describe('messages', () => {
  let messages: Messages;
  const texts = () => messages.all.map(({ text }) => text);

  beforeEach(() => {
    vi.useFakeTimers();
    messages = new Messages();
  });
  afterEach(() => vi.useRealTimers());

  it('leave by themselves, those that can be acted on later', () => {
    messages.show('Plain');
    messages.show('Deleted', { label: 'Undo', run: () => {} });
    vi.advanceTimersByTime(10_000);
    expect(texts()).toEqual(['Deleted']);
    vi.advanceTimersByTime(10_000);
    expect(texts()).toEqual([]);
  });

  it('stay while somebody looks at them', () => {
    messages.show('First');
    messages.hold();
    messages.show('Second');
    vi.advanceTimersByTime(LONG);
    expect(texts()).toEqual(['First', 'Second']);
    messages.release();
    vi.advanceTimersByTime(LONG);
    expect(texts()).toEqual([]);
  });

  it('leave again after the last that was looked at was taken away', () => {
    messages.show('First');
    messages.hold();
    messages.dismiss(messages.all[0].id);
    messages.show('Second');
    vi.advanceTimersByTime(LONG);
    expect(texts()).toEqual([]);
  });

  it('undo the last thing that can be undone, once', () => {
    const undone: string[] = [];
    messages.show('A', { label: 'Undo', run: () => undone.push('A') });
    messages.show('B', { label: 'Undo', run: () => undone.push('B') });
    messages.show('C', { label: 'Show', run: () => undone.push('C') });
    expect([messages.undo(), messages.undo(), messages.undo()]).toEqual([true, true, false]);
    expect(undone).toEqual(['B', 'A']);
    expect(texts()).toEqual(['C']);
  });

  it('give way to newer ones', () => {
    for (let number = 1; number <= 6; number++) messages.show(String(number));
    expect(texts()).toEqual(['3', '4', '5', '6']);
  });
});

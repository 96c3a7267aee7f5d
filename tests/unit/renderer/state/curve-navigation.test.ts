import { expect, it, vi } from 'vitest';
import { CurveNavigation } from '../../../../src-renderer/state/curve-navigation.svelte';

it('follows a link that is opened in the view, and none that it wrote itself', () => {
  vi.useFakeTimers();
  const written: unknown[] = [];
  const navigation = new CurveNavigation({}, (changes) => written.push(changes));
  navigation.follow({ from: '40', to: '80' });
  expect(navigation.span).toEqual({ from: 40, to: 80 });
  expect(navigation.rested).toEqual(navigation.span);

  navigation.show({ from: 50, to: 60 });
  navigation.follow({ from: '40', to: '80' });
  expect(navigation.span, 'on its way into the link').toEqual({ from: 50, to: 60 });
  vi.runAllTimers();
  expect(written).toEqual([{ from: '50', to: '60' }]);
  navigation.show({ from: 51, to: 61 });
  navigation.follow({ from: '50', to: '60' });
  expect(navigation.span).toEqual({ from: 51, to: 61 });

  navigation.follow({});
  expect(navigation.span, 'a link without a part shows all').toBeNull();
  vi.runAllTimers();
  expect(written).toHaveLength(1);
  vi.useRealTimers();
});

/** What a key does in the table of runs. */
export type GridAction =
  | { readonly kind: 'move'; readonly by: number; readonly extend: boolean }
  | { readonly kind: 'fold'; readonly open: boolean }
  | { readonly kind: 'toggle' | 'open' | 'all' | 'delete' | 'escape' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Null for keys that mean nothing here. @param page rows in sight */
export function gridKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Key, page: number): GridAction | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'a' ? { kind: 'all' } : null;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    j: 1,
    k: -1,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  if (key in steps) return { kind: 'move', by: steps[key], extend: shiftKey };
  switch (key) {
    case ' ':
      return { kind: 'toggle' };
    case 'Enter':
      return { kind: 'open' };
    case 'ArrowRight':
    case 'ArrowLeft':
      return { kind: 'fold', open: key === 'ArrowRight' };
    case 'Delete':
      return { kind: 'delete' };
    case 'Escape':
      return { kind: 'escape' };
    default:
      return null;
  }
}

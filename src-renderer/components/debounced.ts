import { onDestroy } from 'svelte';

/** Something that is done once calls pause. */
export interface Debounced<Given extends unknown[]> {
  (...given: Given): void;
  /** What waits is not done any more: something newer took its place. */
  cancel(): void;
}

/**
 * Does something once its calls pause for that long, with what the last of them said. To be called while a component is
 * made: what still waits when it goes away is dropped, since nobody can see any more what it would change.
 */
export function debounced<Given extends unknown[]>(
  act: (...given: Given) => void,
  milliseconds: number,
): Debounced<Given> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => clearTimeout(timer);
  const call = (...given: Given) => {
    cancel();
    timer = setTimeout(() => act(...given), milliseconds);
  };
  onDestroy(cancel);
  return Object.assign(call, { cancel });
}

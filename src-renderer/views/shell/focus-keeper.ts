const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

/** An element between the focus and the main area, with how many stood before it in its parent. */
interface Ancestor {
  readonly element: Element;
  readonly place: number;
}

/**
 * Keeps the keyboard's place when what has the focus goes away with what it did: a row that is deleted, a name field
 * that closes, a button that another takes the place of. Without, the next Tab would begin at the top of the window.
 * Ends when the returned function is called.
 */
export function keepFocus(main: HTMLElement): () => void {
  let path: readonly Ancestor[] = [];

  const note = ({ target }: FocusEvent) => {
    path = target instanceof Element ? pathTo(target, main) : [];
  };
  // Who clicks on nothing leaves on purpose.
  const release = (event: PointerEvent) => {
    if (!(event.target as Element).closest?.(FOCUSABLE)) path = [];
  };
  const restore = () => {
    if (path.length === 0 || document.activeElement !== document.body) return;
    const [{ element }] = path;
    // A button that is busy comes back, or another takes its place.
    if (element.isConnected && element.matches(':disabled')) return;
    successorOf(path)?.focus({ preventScroll: true });
  };

  const observer = new MutationObserver(() => path.length > 0 && requestAnimationFrame(restore));
  // Menus and dialogs, whose closing gives the focus back, stand outside the main area.
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  main.addEventListener('focusin', note);
  window.addEventListener('pointerdown', release);
  return () => {
    observer.disconnect();
    main.removeEventListener('focusin', note);
    window.removeEventListener('pointerdown', release);
  };
}

function pathTo(target: Element, main: HTMLElement): readonly Ancestor[] {
  const path: Ancestor[] = [];
  for (let element = target; element !== main && element.parentElement; element = element.parentElement)
    path.push({ element, place: [...element.parentElement.children].indexOf(element) });
  return path;
}

/** The element itself while it is there; else what stands in its place, or nearest to it. */
function successorOf(path: readonly Ancestor[]): HTMLElement | null {
  const depth = path.findIndex(({ element }) => element.isConnected);
  if (depth <= 0) return (path[depth]?.element as HTMLElement | undefined) ?? null;
  for (const [above, { element }] of path.entries()) {
    if (above < depth) continue;
    const lost = path[above - 1].place;
    const near = [...element.children]
      .map((child, place) => ({ child, distance: Math.abs(place - lost) - (place >= lost ? 0.5 : 0) }))
      .toSorted((first, second) => first.distance - second.distance);
    const below = path.slice(0, above - 1).map(({ place }) => place);
    for (const { child } of near) {
      const found = firstFocusable(alike(child, below)) ?? firstFocusable(child);
      if (found) return found;
    }
  }
  return null;
}

/** The part of an element at the same places as that which had the focus within its own: the same button of the next row. */
function alike(element: Element, places: readonly number[]): Element {
  return places.reduceRight((within, place) => within.children[place] ?? within, element);
}

function firstFocusable(element: Element): HTMLElement | null {
  const all = [element, ...element.querySelectorAll(FOCUSABLE)];
  return (all.find((each) => each.matches(FOCUSABLE) && !each.matches(':disabled')) ??
    null) as HTMLElement | null;
}

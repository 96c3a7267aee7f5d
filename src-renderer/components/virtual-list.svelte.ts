import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

interface VirtualListOptions {
  readonly count: () => number;
  readonly rowHeight: number;
  /** Of what sticks to the top of the element that scrolls, before the rows. */
  readonly headHeight?: () => number;
}

/** Which rows of a long list are in sight: TanStack's virtualiser with runes. */
export class VirtualList {
  items = $state.raw<readonly VirtualItem[]>([]);
  totalHeight = $state(0);
  #virtualizer: Virtualizer<HTMLElement, HTMLElement> | null = null;

  constructor(private readonly options: VirtualListOptions) {}

  /** To be attached to the element that scrolls. */
  readonly attach = (element: HTMLElement) => {
    const virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.#settings(element, 0));
    this.#virtualizer = virtualizer;
    const unmount = virtualizer._didMount();
    $effect(() => {
      virtualizer.setOptions(this.#settings(element, this.options.count()));
      virtualizer._willUpdate();
      virtualizer.measure();
      this.#show(virtualizer);
    });
    return () => {
      this.#virtualizer = null;
      unmount();
    };
  };

  /** Scrolls as little as needed to show a row. */
  reveal(index: number): void {
    this.#virtualizer?.scrollToIndex(index, { align: 'auto' });
  }

  #settings(element: HTMLElement, count: number) {
    return {
      count,
      getScrollElement: () => element,
      estimateSize: () => this.options.rowHeight,
      overscan: 6,
      scrollPaddingEnd: this.options.headHeight?.() ?? 0,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: (virtualizer: Virtualizer<HTMLElement, HTMLElement>) => this.#show(virtualizer),
    };
  }

  #show(virtualizer: Virtualizer<HTMLElement, HTMLElement>): void {
    this.items = virtualizer.getVirtualItems();
    this.totalHeight = virtualizer.getTotalSize();
  }
}

/** The row that Tab leads to: the one that is wanted while it is among those in sight, else the first of them. */
export function tabStopOf(
  items: readonly Pick<VirtualItem, 'index'>[],
  wanted: number | null,
): number | null {
  return (items.find(({ index }) => index === wanted) ?? items[0])?.index ?? null;
}

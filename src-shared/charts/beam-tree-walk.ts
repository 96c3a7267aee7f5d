import type { PlacedNode, TreeLayout } from './beam-tree-layout';

/**
 * Where the cursor is after a key: up to the parent, down to the best that follows, left and right to what was weighed at the
 * same step, to the first or last node of the best answer. Null for keys that do not move it.
 */
export function nextNode(layout: TreeLayout, from: PlacedNode | null, key: string): PlacedNode | null {
  const first = layout.steps[0]?.[0] ?? null;
  if (!['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) return null;
  if (from === null || key === 'Home') return first;
  if (key === 'End') return layout.steps.findLast((step) => step[0]?.lane === 0)?.[0] ?? first;
  const step = layout.steps[from.node.step] ?? [];
  const here = step.findIndex(({ node }) => node.id === from.node.id);
  if (key === 'ArrowLeft') return step[here - 1] ?? from;
  if (key === 'ArrowRight') return step[here + 1] ?? from;
  if (key === 'ArrowUp')
    return layout.steps[from.node.step - 1]?.find(({ node }) => node === from.node.parent) ?? from;
  const below = layout.steps[from.node.step + 1]?.filter(({ node }) => node.parent === from.node) ?? [];
  return below[0] ?? from;
}

import { expect, it } from 'vitest';
import {
  layoutTree,
  pathTo,
  treeNodes,
  type TreeScope,
} from '../../../../src-shared/charts/beam-tree-layout';
import { nextNode } from '../../../../src-shared/charts/beam-tree-walk';
import type { BeamCandidate, BeamTree } from '../../../../src-shared/domain/beam-tree';

const candidate = (
  token: string,
  parent: number | null,
  probability: number,
  others: Partial<BeamCandidate> = {},
): BeamCandidate => ({
  token,
  parent,
  logProbability: Math.log(probability),
  score: Math.log(probability),
  ended: token === '<EOS>',
  carriedOver: false,
  kept: true,
  ...others,
});

/** A beam of 2: `a b <EOS>` wins, `a <EOS>` ended before it; `c` was kept and led nowhere. */
const TREE: BeamTree = {
  beamSize: 2,
  lengthNormalisation: 0,
  steps: [
    {
      candidates: [
        candidate('a', null, 0.6),
        candidate('c', null, 0.3),
        candidate('d', null, 0.1, { kept: false }),
      ],
    },
    {
      candidates: [
        candidate('b', 0, 0.4),
        candidate('<EOS>', 0, 0.2),
        candidate('x', 1, 0.15, { kept: false }),
        candidate('y', 1, 0.1, { kept: false }),
      ],
    },
    {
      candidates: [
        candidate('<EOS>', 0, 0.3),
        candidate('<EOS>', 1, 0.2, { carriedOver: true }),
        candidate('b', 0, 0.1, { kept: false }),
      ],
    },
  ],
};

const placed = (scope: TreeScope, collapsed: readonly string[] = []) =>
  layoutTree(treeNodes(TREE), scope, new Set(collapsed)).steps.map((step) =>
    step.map(({ node, lane }) => `${node.token}${lane}`),
  );

it('links candidates to their parents, and tells which of them led to which answer', () => {
  const roots = treeNodes(TREE);
  expect(roots.map(({ token, answer }) => [token, answer])).toEqual([
    ['a', 0],
    ['c', null],
    ['d', null],
  ]);
  const [b, end] = roots[0].children;
  expect([b.answer, end.answer]).toEqual([0, 1]);
  expect(b.probability).toBeCloseTo(0.4 / 0.6, 9);
  // The hypothesis that ended goes on as it was and is no node of its own.
  expect(end.children).toEqual([]);
  expect(pathTo(b.children[0])).toEqual(['a', 'b', '<EOS>']);
});

it('the best answer has the first lane; pruned branches stand behind kept ones, and lanes are used again', () => {
  expect(placed('all')).toEqual([
    ['a0', 'c1', 'd2'],
    ['b0', '<EOS>1', 'x2', 'y3'],
    ['<EOS>0', 'b1'],
  ]);
  expect(placed('kept')).toEqual([['a0', 'c1'], ['b0', '<EOS>1'], ['<EOS>0']]);
  expect(placed('answers')).toEqual([['a0'], ['b0', '<EOS>1'], ['<EOS>0']]);
});

it('hides what is below a collapsed node', () => {
  expect(placed('all', ['0.0'])).toEqual([
    ['a0', 'c1', 'd2'],
    ['x1', 'y2'],
  ]);
});

it('no two nodes of a large search share a place, and none is left out', () => {
  const wide: BeamTree = {
    beamSize: 4,
    lengthNormalisation: 0,
    steps: Array.from({ length: 60 }, (_, step) => ({
      candidates: Array.from({ length: step === 0 ? 4 : 16 }, (_, place) =>
        candidate(`${place}`, step === 0 ? null : (place * 7 + step) % 4, 1 / (place + 2) / 2 ** step, {
          kept: place < 4,
        }),
      ),
    })),
  };
  const { steps } = layoutTree(treeNodes(wide), 'all', new Set());
  steps.forEach((step, index) => {
    expect(step).toHaveLength(index === 0 ? 4 : 16);
    expect(new Set(step.map(({ lane }) => lane)).size).toBe(step.length);
  });
});

it('arrows follow the branches and stay where nothing follows', () => {
  const layout = layoutTree(treeNodes(TREE), 'all', new Set());
  const walk = (...keys: string[]) =>
    keys.reduce((from, key) => nextNode(layout, from, key), nextNode(layout, null, 'Home'))?.node.id;
  expect(walk('ArrowDown', 'ArrowDown')).toBe('2.0');
  expect(walk('ArrowDown', 'ArrowDown', 'ArrowDown')).toBe('2.0');
  expect(walk('ArrowRight', 'ArrowDown', 'ArrowUp')).toBe('0.1');
  expect(walk('ArrowLeft')).toBe('0.0');
  expect(walk('End')).toBe('2.0');
  expect(nextNode(layout, null, 'a')).toBeNull();
});

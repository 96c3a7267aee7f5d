/** Where the hypotheses of a beam search stand: steps from top to bottom, branches side by side. */
import type { BeamCandidate, BeamTree } from '../domain/beam-tree';

/** Everything that was weighed, what was kept at its step, or only what led to an answer. */
export const TREE_SCOPES = ['all', 'kept', 'answers'] as const;
export type TreeScope = (typeof TREE_SCOPES)[number];

/** A hypothesis by the token that was put behind its parent. */
export interface TreeNode {
  /** Of step and place: tells it from all others of its tree. */
  readonly id: string;
  /** Counted from 0. */
  readonly step: number;
  readonly token: string;
  readonly parent: TreeNode | null;
  /** Of the token behind its parent. */
  readonly probability: number;
  readonly logProbability: number;
  readonly score: number;
  readonly kept: boolean;
  readonly ended: boolean;
  /** Place of the best answer that it led to, from 0; null where it led to none. */
  readonly answer: number | null;
  /** Best first. */
  readonly children: readonly TreeNode[];
}

export interface PlacedNode {
  readonly node: TreeNode;
  /** Counted from 0, from the left. */
  readonly lane: number;
  /** Whether branches below it are hidden. */
  readonly collapsed: boolean;
}

export interface TreeLayout {
  /** By step. */
  readonly steps: readonly (readonly PlacedNode[])[];
  readonly lanes: number;
}

type GrowingNode = { -readonly [Key in keyof TreeNode]: TreeNode[Key] } & { children: GrowingNode[] };

/** The search as nodes that know their parents and children; the first are those without a parent. */
export function treeNodes(tree: BeamTree): readonly TreeNode[] {
  const roots: GrowingNode[] = [];
  let before: readonly GrowingNode[] = [];
  tree.steps.forEach(({ candidates }, step) => {
    before = candidates.map((candidate, place) => {
      const parent = candidate.parent === null ? null : before[candidate.parent];
      if (candidate.carriedOver) return parent!;
      const node = newNode(candidate, `${step}.${place}`, step, parent as TreeNode | null);
      (parent?.children ?? roots).push(node);
      return node;
    });
  });
  const kept = tree.steps.at(-1)?.candidates.filter((candidate) => candidate.kept).length ?? 0;
  before.slice(0, kept).forEach((last, place) => {
    for (
      let node: GrowingNode | null = last;
      node && node.answer === null;
      node = node.parent as GrowingNode | null
    )
      node.answer = place;
  });
  return roots;
}

function newNode(
  { token, logProbability, score, kept, ended }: BeamCandidate,
  id: string,
  step: number,
  parent: TreeNode | null,
): GrowingNode {
  const probability = Math.exp(logProbability - (parent?.logProbability ?? 0));
  return {
    id,
    step,
    token,
    parent,
    probability,
    logProbability,
    score,
    kept,
    ended,
    answer: null,
    children: [],
  };
}

/** The tokens from the first to that of the node. */
export function pathTo(node: TreeNode): readonly string[] {
  const tokens: string[] = [];
  for (let each: TreeNode | null = node; each; each = each.parent) tokens.unshift(each.token);
  return tokens;
}

/**
 * Places the nodes of a scope. What goes on best stays in its lane, so that the best answer is the first lane from top to
 * bottom; every other branch takes the nearest lane to the right that is free for as long as the branch lasts, those that
 * were kept before those that were pruned at once.
 */
export function layoutTree(
  roots: readonly TreeNode[],
  scope: TreeScope,
  collapsed: ReadonlySet<string>,
): TreeLayout {
  const lanes = new Lanes();
  const steps: PlacedNode[][] = [];
  const kept: Branch[] = [];
  const pruned: Branch[] = [];
  const branchOff = (firsts: readonly TreeNode[], lane: number) => {
    for (const first of firsts) (first.kept ? kept : pruned).push({ first, lane });
  };
  branchOff(shownOf(roots, scope).toReversed(), -1);
  for (let next = kept.pop() ?? pruned.pop(); next; next = kept.pop() ?? pruned.pop()) {
    const chain = chainFrom(next.first, scope, collapsed);
    const lane = lanes.take(next.lane + 1, next.first.step, next.first.step + chain.length - 1);
    for (const node of chain) {
      const isCollapsed = collapsed.has(node.id);
      (steps[node.step] ??= []).push({ node, lane, collapsed: isCollapsed });
      if (isCollapsed) continue;
      // The first goes on in this lane; what was pruned behind the last node may stand under it.
      const isLast = node === chain.at(-1);
      const firsts = shownOf(node.children, scope).slice(isLast ? 0 : 1);
      branchOff(firsts.toReversed(), isLast ? lane - 1 : lane);
    }
  }
  for (const step of steps) step.sort((first, second) => first.lane - second.lane);
  return { steps, lanes: lanes.count };
}

/** A branch to be placed to the right of a lane. */
interface Branch {
  readonly first: TreeNode;
  readonly lane: number;
}

/** Of siblings those that are shown; the one that goes on in its parent's lane first. */
function shownOf(siblings: readonly TreeNode[], scope: TreeScope): readonly TreeNode[] {
  return siblings
    .filter(({ kept, answer }) => scope === 'all' || (scope === 'kept' && kept) || answer !== null)
    .toSorted(
      (first, second) =>
        (first.answer ?? Infinity) - (second.answer ?? Infinity) ||
        Number(second.kept) - Number(first.kept) ||
        second.score - first.score ||
        0,
    );
}

/** A node with all that goes on in its lane; what was pruned at once does not go on. */
function chainFrom(first: TreeNode, scope: TreeScope, collapsed: ReadonlySet<string>): TreeNode[] {
  const chain = [first];
  for (let node = first; !collapsed.has(node.id);) {
    const [next] = shownOf(node.children, scope);
    if (!next || (node.kept && !next.kept)) break;
    chain.push(next);
    node = next;
  }
  return chain;
}

/** Which steps of which lanes are taken. */
class Lanes {
  private readonly taken: boolean[][] = [];

  get count(): number {
    return this.taken.length;
  }

  take(least: number, from: number, to: number): number {
    let lane = least;
    while (this.isTaken(lane, from, to)) lane++;
    const steps = (this.taken[lane] ??= []);
    for (let step = from; step <= to; step++) steps[step] = true;
    return lane;
  }

  private isTaken(lane: number, from: number, to: number): boolean {
    const steps = this.taken[lane];
    if (!steps) return false;
    for (let step = from; step <= to; step++) if (steps[step]) return true;
    return false;
  }
}

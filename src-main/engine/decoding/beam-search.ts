import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { EOS, SOS } from '../text/special-tokens';
import { DecoderRows, type Continuations } from './decoder-rows';
import { type DecodingLayout, decodingLayout } from './decoding-layout';
import { chainOf, collect, type DecodedHypothesis, type Node } from './hypothesis';
import { rankingScore } from './ranking';
import { repeatingTokens } from './repeated-ngrams';

export interface DecodingOptions {
  /** 1 is greedy decoding. */
  readonly beamSize: number;
  /** Most tokens of a hypothesis, <EOS> counted. */
  readonly maximumLength: number;
  /** Exponent alpha of the length penalty; 0 for none. */
  readonly lengthNormalisation: number;
  /** No hypothesis has an n-gram of so many tokens twice, unless its prefix makes it; 0 for no such limit. */
  readonly noRepeatNgram?: number;
  readonly attention: boolean;
  /** How many of the most likely tokens to tell of each position; null for no distributions. */
  readonly alternatives?: number | null;
  /** Whether only the best hypothesis is wanted: a sentence is then done as soon as none that goes on can overtake it. */
  readonly onlyBest?: boolean;
  /** Tokens that every hypothesis begins with; only the last may be <EOS>. */
  readonly prefix?: readonly number[];
}

/** What may come next in a beam: a node behind the hypothesis of a slot, or that hypothesis itself if it has ended. */
export interface Candidate {
  readonly node: Node;
  readonly slot: number;
}

/** Sees all candidates of a sentence's step, best first. */
export type WatchSelection = (sentence: number, candidates: readonly Candidate[]) => void;

/** Rows of hypotheses that have ended are taken out of the decoder once they are this share of its rows. */
const COMPACT_AT = 1 / 16;

/**
 * Decodes a batch of encoded sources, all together; for each the hypotheses of its final beam, best first. The score is
 * the sum of log-probabilities, or with length normalisation that divided by `((5 + length) / 6)^alpha` (Wu et al. 2016,
 * section 7). A finished hypothesis stays in its beam and is not extended; ties go to the lower token id. A forced prefix
 * counts in scores and lengths as if it had been chosen. `watch` is shown every choice.
 */
export function decodeBatch(
  model: SequenceToSequence,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  watch: WatchSelection | null = null,
): DecodedHypothesis[][] {
  return model.ops.scope(() => {
    const search = startSearch(model, sources, options, watch, null);
    while (search.goesOn) search.advance();
    return search.hypotheses();
  });
}

/** What `decodeInTurns` is asked beside what and how to decode. */
export interface Turns {
  readonly layout: DecodingLayout;
  readonly watch: WatchSelection | null;
  /** Awaited between time steps. */
  readonly mayGoOn: () => Promise<boolean>;
}

/** As `decodeBatch`, where others have their turn between time steps. Null when `mayGoOn` says no. */
export async function decodeInTurns(
  model: SequenceToSequence,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  { layout, watch, mayGoOn }: Turns,
): Promise<DecodedHypothesis[][] | null> {
  const scope = model.ops.openScope();
  try {
    const search = scope.within(() => startSearch(model, sources, options, watch, layout));
    while (search.goesOn) {
      if (!(await mayGoOn())) return null;
      scope.within(() => search.advance());
    }
    return scope.within(() => search.hypotheses());
  } finally {
    scope.close();
  }
}

/** Call inside a scope. */
function startSearch(
  model: SequenceToSequence,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  watch: WatchSelection | null,
  layout: DecodingLayout | null,
): BeamSearch {
  const pass = model.pass(null);
  const records = typeof options.alternatives === 'number';
  const rows = new DecoderRows(pass, model.encode(pass, sources), layout ?? decodingLayout(pass), records);
  return new BeamSearch(rows, sources.length, options, watch);
}

/** A hypothesis with the decoder's row that holds its state; none once it has ended, and no node before the first token. */
interface Slot {
  readonly node: Node | null;
  readonly row: number | null;
}

/** The hypotheses of one sentence, best first. */
interface Beam {
  readonly sentence: number;
  slots: readonly Slot[];
}

class BeamSearch {
  private readonly beams: readonly Beam[];
  private live: readonly Beam[];
  private steps = 0;

  constructor(
    private readonly rows: DecoderRows,
    sentences: number,
    private readonly options: DecodingOptions,
    private readonly watch: WatchSelection | null,
  ) {
    // In the beginning each beam has one hypothesis, the empty one.
    this.beams = Array.from({ length: sentences }, (_, sentence) => ({
      sentence,
      slots: [{ node: null, row: sentence }],
    }));
    this.live = this.beams;
  }

  get goesOn(): boolean {
    return this.live.length > 0 && this.steps < this.options.maximumLength;
  }

  /** One step of all live sentences: decoder, candidates, selection, states moved to their new rows. */
  advance(): void {
    const { prefix = [] } = this.options;
    if (this.steps < prefix.length) this.follow(prefix[this.steps]);
    else this.choose();
    this.steps++;
  }

  private choose(): void {
    const { beamSize, attention } = this.options;
    const refused = this.refusedTokens();
    // So many that enough are left, whatever is refused of them.
    const width = beamSize + Math.max(0, ...refused.map(({ size }) => size));
    const next = this.rows.step(this.lastTokens(), width, attention);
    for (const beam of this.live) {
      const candidates = this.candidates(beam.slots, next, refused);
      // The sort is stable: among equals, the better earlier hypothesis and then the lower token id come first.
      if (candidates.length > 1) candidates.sort((a, b) => this.score(b.node) - this.score(a.node));
      this.keep(beam, candidates);
    }
    this.endStep();
  }

  /** One step in which every hypothesis goes on with the same token; beams have one hypothesis each until then. */
  private follow(token: number): void {
    const forced = new Int32Array(this.rows.count).fill(token);
    const next = this.rows.follow(this.lastTokens(), forced, this.options.attention);
    const { logProbabilities, attention } = next;
    const continuations = { width: 1, tokens: forced, logProbabilities, attention };
    for (const beam of this.live) this.keep(beam, this.candidates(beam.slots, continuations));
    this.endStep();
  }

  /** Takes the best candidates into the beam. */
  private keep(beam: Beam, candidates: readonly Candidate[]): void {
    const { beamSize } = this.options;
    this.watch?.(beam.sentence, candidates);
    const kept = candidates.length > beamSize ? candidates.slice(0, beamSize) : candidates;
    const before = beam.slots;
    beam.slots = kept.map(({ node, slot }) => ({
      node,
      row: node.token === EOS ? null : before[slot].row,
    }));
  }

  private endStep(): void {
    this.live = this.live.filter((beam) => !this.isDone(beam.slots));
    this.moveRows();
  }

  hypotheses(): DecodedHypothesis[][] {
    const { onlyBest, alternatives } = this.options;
    const last = this.beams.map(({ slots }) => {
      const nodes = slots.flatMap(({ node }) => node ?? []);
      return onlyBest ? nodes.slice(0, 1) : nodes;
    });
    const distributions =
      typeof alternatives === 'number' ? this.rows.distributions(last.flat(), alternatives) : null;
    let next = 0;
    return last.map((nodes) =>
      nodes.map((node) => collect(node, EOS, distributions && distributions[next++])),
    );
  }

  private lastTokens(): Int32Array {
    // Rows of hypotheses that have ended go on with any token; nobody looks at them.
    const tokens = new Int32Array(this.rows.count).fill(EOS);
    for (const { slots } of this.live)
      for (const { node, row } of slots) if (row !== null) tokens[row] = node?.token ?? SOS;
    return tokens;
  }

  /** What each row must not go on with; empty where nothing is ever refused. */
  private refusedTokens(): readonly ReadonlySet<number>[] {
    const { noRepeatNgram = 0 } = this.options;
    if (noRepeatNgram === 0) return [];
    const refused = Array.from({ length: this.rows.count }, (): ReadonlySet<number> => new Set());
    for (const { slots } of this.live)
      for (const { node, row } of slots)
        if (node !== null && row !== null) {
          const tokens = chainOf(node).map(({ token }) => token);
          refused[row] = repeatingTokens(tokens, noRepeatNgram);
        }
    return refused;
  }

  /** Written in loops: for a small model it takes as long as the decoder does. */
  private candidates(
    slots: readonly Slot[],
    next: Continuations,
    refused: readonly ReadonlySet<number>[] = [],
  ): Candidate[] {
    const { width, tokens, logProbabilities, attention } = next;
    const candidates: Candidate[] = [];
    for (let slot = 0; slot < slots.length; slot++) {
      const { node: parent, row } = slots[slot];
      if (row === null) {
        candidates.push({ node: parent!, slot });
        continue;
      }
      const [before, length] = parent === null ? [0, 1] : [parent.logProbability, parent.length + 1];
      const weights = attention === null ? null : attention[row];
      const add = (place: number) => {
        const logProbability = before + logProbabilities[place];
        const node = { token: tokens[place], parent, logProbability, length, attention: weights, row };
        candidates.push({ node, slot });
      };
      let taken = 0;
      for (let place = row * width; place < (row + 1) * width && taken < this.options.beamSize; place++) {
        if (refused[row]?.has(tokens[place])) continue;
        taken++;
        add(place);
      }
      // A hypothesis that can only repeat itself (a tiny vocabulary, probabilities that are no numbers) does that.
      if (taken === 0) add(row * width);
    }
    return candidates;
  }

  /** Whether all hypotheses have ended, or, where only the best is wanted, none that goes on can overtake it. */
  private isDone(slots: readonly Slot[]): boolean {
    const [{ node: best, row }] = slots;
    if (row !== null || !this.options.onlyBest) return slots.every(({ row }) => row === null);
    const { lengthNormalisation, maximumLength } = this.options;
    const score = this.score(best!);
    // Log-probabilities only fall, and the length penalty of no hypothesis is larger than that of the longest.
    return slots.every(
      ({ node, row }) =>
        row === null || rankingScore(node!.logProbability, maximumLength, lengthNormalisation) < score,
    );
  }

  /** Gives the hypotheses that go on rows of their own, unless all have one and few rows are idle. */
  private moveRows(): void {
    const from: number[] = [];
    let areOwn = true;
    for (const { slots } of this.live)
      for (const { row } of slots) {
        if (row === null) continue;
        areOwn &&= from.length === 0 || row > from[from.length - 1];
        from.push(row);
      }
    if (from.length === 0 || (areOwn && from.length > (1 - COMPACT_AT) * this.rows.count)) return;
    this.rows.move(from);
    let next = 0;
    for (const beam of this.live)
      beam.slots = beam.slots.map(({ node, row }) => ({ node, row: row === null ? null : next++ }));
  }

  private score({ logProbability, length }: Node): number {
    return rankingScore(logProbability, length, this.options.lengthNormalisation);
  }
}

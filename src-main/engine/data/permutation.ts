/**
 * numpy's `default_rng(seed).permutation(n)`, bit for bit: SeedSequence (O'Neill's seed_seq design), PCG64 (XSL-RR
 * 128/64; O'Neill 2014) and masked rejection, so that a split equals the one that the notebooks' library drew.
 */
const MASK_32 = 0xffffffff;
const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const PCG_MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const TWO_TO_32 = 2 ** 32;

/** One word per entropy value below 2^32, more for larger ones, least significant first, as numpy coerces integers. */
function toWords(value: number): number[] {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`A seed must be a whole number from 0, not ${value}`);
  return value < TWO_TO_32 ? [value] : [value % TWO_TO_32, Math.floor(value / TWO_TO_32)];
}

/** numpy's `SeedSequence(entropy).generate_state(words)`: that many unsigned 32-bit words. */
function seedSequence(entropy: readonly number[], words: number): number[] {
  const poolSize = 4;
  let hashConstant = 0x43b0d7e5;
  const hash = (input: number): number => {
    let value = (input ^ hashConstant) >>> 0;
    hashConstant = Math.imul(hashConstant, 0x931e8875) >>> 0;
    value = Math.imul(value, hashConstant) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const mix = (first: number, second: number): number => {
    const value = (Math.imul(first, 0xca01f9dd) - Math.imul(second, 0x4973f715)) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  };
  const pool = Array.from({ length: poolSize }, (_, index) => hash(entropy[index] ?? 0));
  for (let source = 0; source < poolSize; source++)
    for (let target = 0; target < poolSize; target++)
      if (source !== target) pool[target] = mix(pool[target]!, hash(pool[source]!));
  for (const word of entropy.slice(poolSize))
    for (let target = 0; target < poolSize; target++) pool[target] = mix(pool[target]!, hash(word));

  let outputConstant = 0x8b51f9dd;
  return Array.from({ length: words }, (_, index) => {
    let value = (pool[index % poolSize]! ^ outputConstant) >>> 0;
    outputConstant = Math.imul(outputConstant, 0x58f38ded) >>> 0;
    value = Math.imul(value, outputConstant) >>> 0;
    return (value ^ (value >>> 16)) >>> 0;
  });
}

/** A seeded generator of whole numbers, equal to numpy's `default_rng(seed)`. */
export class RandomGenerator {
  private state: bigint;
  private readonly increment: bigint;
  /** The upper half of the last 64 bits drawn, while it is not used yet. */
  private spare: number | null = null;

  /** `seed` is one whole number from 0, or several as in `default_rng([seed, epoch])`. */
  constructor(seed: number | readonly number[]) {
    const entropy = (typeof seed === 'number' ? [seed] : seed).flatMap(toWords);
    const words = seedSequence(entropy, 8).map(BigInt);
    const wide = (first: number): bigint => words[first]! | (words[first + 1]! << 32n);
    this.increment = ((((wide(4) << 64n) | wide(6)) << 1n) & MASK_128) | 1n;
    this.state = (this.increment + ((wide(0) << 64n) | wide(2))) & MASK_128;
    this.advance();
  }

  /** A whole number from 0 to `maximum` inclusive, below 2^32; masked rejection, as numpy's `random_interval`. */
  integer(maximum: number): number {
    if (maximum === 0) return 0;
    const mask = MASK_32 >>> Math.clz32(maximum);
    for (;;) {
      const value = (this.next32() & mask) >>> 0;
      if (value <= maximum) return value;
    }
  }

  /** The numbers 0..length-1 in random order, as `default_rng(seed).permutation(length)`. */
  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, index) => index);
    for (let last = length - 1; last > 0; last--) {
      const other = this.integer(last);
      const value = order[last]!;
      order[last] = order[other]!;
      order[other] = value;
    }
    return order;
  }

  private advance(): void {
    this.state = (this.state * PCG_MULTIPLIER + this.increment) & MASK_128;
  }

  private next32(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    this.advance();
    const folded = (this.state >> 64n) ^ (this.state & MASK_64);
    const rotation = this.state >> 122n;
    const bits = (folded >> rotation) | ((folded << (64n - rotation)) & MASK_64);
    this.spare = Number(bits >> 32n);
    return Number(bits & 0xffffffffn);
  }
}

/** numpy's `default_rng(seed).permutation(length)`. */
export function permutation(length: number, seed: number | readonly number[]): Int32Array {
  return new RandomGenerator(seed).permutation(length);
}

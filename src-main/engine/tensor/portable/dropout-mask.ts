import { philox } from './philox';

const UINT16_VALUES = 65536;
const HALVES_PER_BLOCK = 8;

/**
 * Fills an inverted dropout mask: 0 with probability `rate`, else 1 / (1 - rate). Sixteen random bits per element, so
 * the rate is rounded to 1/65536. The stream is chosen by (seed, draw); the element's place counts along it.
 */
export function fillDropoutMask(mask: Float32Array, rate: number, seed: number, draw: number): void {
  const threshold = Math.round(rate * UINT16_VALUES);
  const kept = UINT16_VALUES / (UINT16_VALUES - threshold);
  const words = new Int32Array(4);
  for (let start = 0; start < mask.length; start += HALVES_PER_BLOCK) {
    words[0] = start / HALVES_PER_BLOCK;
    words[1] = words[2] = words[3] = 0;
    philox(words, seed | 0, draw | 0);
    const end = Math.min(HALVES_PER_BLOCK, mask.length - start);
    for (let half = 0; half < end; half++) {
      const bits = half & 1 ? words[half >> 1] >>> 16 : words[half >> 1] & 0xffff;
      mask[start + half] = bits < threshold ? 0 : kept;
    }
  }
}

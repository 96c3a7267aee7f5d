/** Numbers in one block. */
const BLOCK = 1024 * 1024;

/**
 * Gives out many short arrays as pieces of few large buffers, which take half the memory of arrays with buffers of
 * their own. They live as long as any piece of their block.
 */
export class IdentifierArena {
  private block = new Int32Array(0);
  private used = 0;

  /** An array of the given numbers. */
  copyOf(numbers: readonly number[]): Int32Array {
    const { length } = numbers;
    if (this.used + length > this.block.length) {
      this.block = new Int32Array(Math.max(BLOCK, length));
      this.used = 0;
    }
    this.block.set(numbers, this.used);
    this.used += length;
    return this.block.subarray(this.used - length, this.used);
  }
}

import { hash } from 'node:crypto';
import type { Example } from '../../../src-shared/domain/data';

/** Examples by position. */
export interface Examples extends Iterable<Example> {
  readonly length: number;
  at(position: number): Example;
  /**
   * SHA-256 (hexadecimal) of an example: for the docstring, then the code, the length of its UTF-8 encoding in bytes as
   * an unsigned 64-bit big-endian number, followed by those bytes.
   */
  hash(position: number): string;
}

const BLOCK_BYTES = 8 * 1024 * 1024;
const LENGTH_BYTES = 8;
const BLOCK_STRIDE = 2 ** 32;
const ILL_FORMED = /\p{Surrogate}/u;

/**
 * Many examples as bytes outside the JavaScript heap: half the size of strings, and nothing for its garbage collector
 * to visit. An example's bytes are those that its hash is defined on.
 */
export class ExampleStore implements Examples {
  private readonly blocks: Buffer[] = [];
  private usedInLast = 0;
  /** Where each example begins: the number of its block times the stride, plus the place in the block. */
  private readonly starts: number[] = [];
  /** Examples with halves of surrogate pairs, which UTF-8 cannot hold, as they came. */
  private readonly illFormed = new Map<number, Example>();

  get length(): number {
    return this.starts.length;
  }

  add(example: Example): void {
    const lengths = [Buffer.byteLength(example.docstring), Buffer.byteLength(example.code)];
    if (ILL_FORMED.test(example.docstring) || ILL_FORMED.test(example.code))
      this.illFormed.set(this.length, example);
    let offset = this.reserve(2 * LENGTH_BYTES + lengths[0]! + lengths[1]!);
    const block = this.blocks.at(-1)!;
    for (const [side, text] of [example.docstring, example.code].entries()) {
      block.writeUInt32BE(0, offset);
      block.writeUInt32BE(lengths[side]!, offset + LENGTH_BYTES / 2);
      offset += LENGTH_BYTES + block.write(text, offset + LENGTH_BYTES, 'utf8');
    }
  }

  at(position: number): Example {
    const illFormed = this.illFormed.get(position);
    if (illFormed) return illFormed;
    const { block, docstring, code } = this.locate(position);
    return {
      docstring: block.toString('utf8', docstring.start, docstring.end),
      code: block.toString('utf8', code.start, code.end),
    };
  }

  hash(position: number): string {
    const { block, docstring, code } = this.locate(position);
    return hash('sha256', block.subarray(docstring.start - LENGTH_BYTES, code.end), 'hex');
  }

  *[Symbol.iterator](): Iterator<Example> {
    for (let position = 0; position < this.length; position++) yield this.at(position);
  }

  /** Makes room for an example's bytes; their place in the last block. */
  private reserve(bytes: number): number {
    const last = this.blocks.at(-1);
    if (!last || this.usedInLast + bytes > last.length) {
      this.blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, bytes)));
      this.usedInLast = 0;
    }
    const start = this.usedInLast;
    this.starts.push((this.blocks.length - 1) * BLOCK_STRIDE + start);
    this.usedInLast += bytes;
    return start;
  }

  private locate(position: number) {
    const start = this.starts[position];
    if (start === undefined) throw new RangeError(`No example ${position} among ${this.length}`);
    const block = this.blocks[Math.floor(start / BLOCK_STRIDE)]!;
    const docstring = textAt(block, start % BLOCK_STRIDE);
    return { block, docstring, code: textAt(block, docstring.end) };
  }
}

/** Where the text is whose length is written at an offset. */
function textAt(block: Buffer, offset: number): { start: number; end: number } {
  const start = offset + LENGTH_BYTES;
  return { start, end: start + block.readUInt32BE(offset + LENGTH_BYTES / 2) };
}

/** Some of the examples of a store, in an order of their own. */
export class ExampleSelection implements Examples {
  constructor(
    private readonly examples: Examples,
    private readonly positions: Int32Array,
  ) {}

  /** Examples that follow one another. */
  static range(examples: Examples, start: number, length: number): ExampleSelection {
    return new ExampleSelection(
      examples,
      Int32Array.from({ length }, (_, position) => start + position),
    );
  }

  get length(): number {
    return this.positions.length;
  }

  at(position: number): Example {
    return this.examples.at(this.positionInStore(position));
  }

  hash(position: number): string {
    return this.examples.hash(this.positionInStore(position));
  }

  *[Symbol.iterator](): Iterator<Example> {
    for (const position of this.positions) yield this.examples.at(position);
  }

  private positionInStore(position: number): number {
    const inStore = this.positions[position];
    if (inStore === undefined) throw new RangeError(`No example ${position} among ${this.length}`);
    return inStore;
  }
}

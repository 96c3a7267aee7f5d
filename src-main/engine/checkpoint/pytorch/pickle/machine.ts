import type { UserError } from '../../../../../src-shared/domain/errors';

/** Makes the error that a file is refused with, for a reason. */
export type Refusal = (reason: string) => UserError;

/** Values that a pickle may make: more than any vocabulary or history has, and few enough for the memory. */
const MOST_VALUES = 10_000_000;

/** What an unpickling works on: the bytes, the stack, and the memo (pickletools.py of CPython describes the machine). */
export class Machine {
  readonly stack: unknown[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, unknown>();
  private position = 0;
  private values = 0;

  constructor(
    private readonly bytes: Buffer,
    readonly refuse: Refusal,
  ) {}

  /** Where the next byte is. */
  get place(): number {
    return this.position;
  }

  /** The next so many bytes. */
  take(count: number): Buffer {
    if (count > this.bytes.length - this.position)
      throw this.refuse(`it is cut off: byte ${this.position} announces ${count} more bytes`);
    const taken = this.bytes.subarray(this.position, this.position + count);
    this.position += count;
    return taken;
  }

  byte(): number {
    return this.take(1)[0];
  }

  /** A length in eight bytes. */
  length8(): number {
    const length = this.take(8).readBigUInt64LE();
    return length > BigInt(this.bytes.length) ? this.bytes.length + 1 : Number(length);
  }

  /** The text up to the next line feed. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.position);
    if (end < 0) throw this.refuse(`it is cut off: the line at byte ${this.position} has no end`);
    const line = this.take(end - this.position).toString('utf8');
    this.position++;
    return line;
  }

  push(value: unknown): void {
    if (++this.values > MOST_VALUES) throw this.refuse(`it makes more than ${MOST_VALUES} values`);
    this.stack.push(value);
  }

  pop(): unknown {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) throw this.damaged();
    return this.stack.pop();
  }

  /** The value on top, which stays. */
  top(): unknown {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) throw this.damaged();
    return this.stack[this.stack.length - 1];
  }

  mark(): void {
    if (this.marks.length > MOST_VALUES) throw this.refuse(`it makes more than ${MOST_VALUES} values`);
    this.marks.push(this.stack.length);
  }

  /** Takes off all values above the last mark, and the mark. */
  popMark(): unknown[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw this.damaged();
    return this.stack.splice(mark);
  }

  remember(index: number): void {
    this.memo.set(index, this.top());
  }

  /** Remembers under the next free number. */
  rememberNext(): void {
    this.remember(this.memo.size);
  }

  recall(index: number): void {
    if (!this.memo.has(index)) throw this.damaged();
    this.push(this.memo.get(index));
  }

  damaged(): UserError {
    return this.refuse(`it is damaged at byte ${this.position}`);
  }
}

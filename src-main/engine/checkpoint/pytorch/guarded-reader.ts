import { basename } from 'node:path';
import { UserError } from '../../../../src-shared/domain/errors';
import { builtFile } from '../../../files/built-file';
import { type ProcessLimits, runGuarded } from '../../files/guarded-process';
import type { Work } from '../../work';
import type { NamedArray } from '../safetensors';
import type { CheckpointContent } from './checkpoint-file';
import type { PlainMap, PlainValue } from './pickle/plain-value';

/** What the reader's process sends: tensors, then all else as the last message. */
export interface ReaderMessage {
  readonly tensor?: NamedArray;
  readonly content?: PlainValue;
  /** What is wrong with the file, as a plain sentence that names it. */
  readonly problem?: string;
  /** Why the file cannot be read, in the reader's words. */
  readonly failure?: string;
}

const LIMITS: ProcessLimits = { silentSeconds: 60, totalSeconds: 600, megabytes: 2048 };

/** Reads files of PyTorch and pickles in a process that is ended when it hangs or takes too much memory. */
export class GuardedReader {
  constructor(
    private readonly work: Work,
    private readonly limits: ProcessLimits = LIMITS,
  ) {}

  /** As `readCheckpoint`. */
  async checkpoint(path: string): Promise<CheckpointContent> {
    const tensors: NamedArray[] = [];
    const beside = await this.read('checkpoint', path, (tensor) => {
      tensors.push(tensor);
      this.work.progress(`Reading ${basename(path)}`, tensors.length, null, 'tensors');
    });
    return { tensors, beside: beside as PlainMap };
  }

  /** As `readPickle`. */
  pickle(path: string): Promise<PlainValue> {
    return this.read('pickle', path, () => {});
  }

  private async read(
    kind: 'checkpoint' | 'pickle',
    path: string,
    take: (tensor: NamedArray) => void,
  ): Promise<PlainValue> {
    let content: PlainValue | undefined;
    const unreadable = (reason: string) => new UserError(`${path}: cannot be read safely (${reason})`);
    const takeIn = async ({ tensor, problem, failure, ...message }: ReaderMessage) => {
      if (problem !== undefined) throw new UserError(problem);
      if (failure !== undefined) throw unreadable(failure);
      if (tensor) take(tensor);
      await this.work.breathe();
      content = message.content;
      return content !== undefined;
    };
    const program = builtFile('pytorch-reader.cjs');
    const { signal } = this.work;
    await runGuarded({ program, parameters: [kind, path], limits: this.limits, signal }, takeIn, unreadable);
    return content!;
  }
}

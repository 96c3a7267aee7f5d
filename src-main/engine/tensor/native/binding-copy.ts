import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Path of the binding for one thread of a process (0 is the first). The binding keeps its state in globals and a process
 * loads a file once, so every further thread loads a copy of its own, beside the original, where it finds the same
 * libraries. TensorFlow itself is loaded once.
 */
export function bindingForThread(binding: string, thread: number): string {
  if (thread === 0) return binding;
  const copy = join(dirname(binding), `thread-${thread}.node`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}.part`;
    copyFileSync(binding, unfinished);
    renameSync(unfinished, copy);
  }
  return copy;
}

import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundledRun } from '../../../src-shared/domain/bundle';
import { UserError } from '../../../src-shared/domain/errors';
import { flush } from '../flush';
import type { HomeLayout } from '../home';

/**
 * Gives the unpacked files of a bundle their places in the home, for good: a study that is there already gets the files that
 * it lacks (its data, when they came later than its first run). The run must not be in the history: a folder of it is
 * replaced, and ends in `folder`.
 * @param folder what the bundle was unpacked into
 * @returns what takes it all back
 * @throws UserError when files cannot be moved; then everything is as it was.
 */
export function takeFiles(folder: string, home: HomeLayout, { study, run }: BundledRun): () => void {
  const moves: [from: string, to: string][] = [];
  const undo = () => {
    for (const [from, to] of moves.splice(0).reverse()) renameSync(to, from);
  };
  const move = (from: string, to: string) => {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    moves.push([from, to]);
  };
  try {
    for (const [from, to] of lackedBy(home.study(study), join(folder, 'studies', study))) move(from, to);
    // What an import left that was cut off before its rows were recorded.
    if (existsSync(home.run(run))) move(home.run(run), join(folder, 'replaced'));
    const files = join(folder, 'runs', run);
    if (existsSync(files)) move(files, home.run(run));
    // The database must not know of files that a loss of power takes back.
    for (const changed of [home.study(study), dirname(home.study(study)), dirname(home.run(run))])
      if (existsSync(changed)) flush(changed, 'folder');
  } catch (error) {
    undo();
    throw new UserError(
      `The files of a bundle could not be given their places (${(error as Error).message})`,
    );
  }
  return undo;
}

/** What is to be moved so that a folder has all the files of another beside its own. */
function lackedBy(folder: string, other: string): (readonly [from: string, to: string])[] {
  if (!existsSync(other)) return [];
  if (!existsSync(folder)) return [[other, folder]];
  return readdirSync(other)
    .map((name) => [join(other, name), join(folder, name)] as const)
    .filter(([, to]) => !existsSync(to));
}

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the parts of a home folder lie; absolute paths. */
export interface HomeLayout {
  readonly root: string;
  /** The history database. */
  readonly database: string;
  /** Split and vocabularies of a study. */
  study(id: string): string;
  /** Configuration, checkpoints and vocabularies of a run. */
  run(id: string): string;
  /** Downloaded sources and prepared data; may be deleted at any time. */
  readonly datasets: string;
}

/**
 * The home folder that the desktop app and the command line share: `$UNROLL_HOME`, else the platform's place for an
 * application's data.
 */
export function defaultHome(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment.UNROLL_HOME) return resolve(environment.UNROLL_HOME);
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Unroll');
    case 'win32':
      return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Unroll');
    default:
      return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'unroll');
  }
}

export function homeLayout(home: string): HomeLayout {
  const root = resolve(home);
  return {
    root,
    database: join(root, 'history.sqlite'),
    study: (id) => join(root, 'studies', id),
    run: (id) => join(root, 'runs', id),
    datasets: join(root, 'datasets'),
  };
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../src-shared/domain/errors';
import { fromSharedLink } from '../../src-shared/domain/routes';

/** What the application is asked to show. */
export interface Opened {
  /** A place within the application, as a fragment; null for none in particular. */
  readonly link: string | null;
  /** Files and folders (absolute paths) to be looked at. */
  readonly files: readonly string[];
}

export const NOTHING_OPENED: Opened = { link: null, files: [] };

/**
 * The home folder that the command line asks for (`--home DIR` or `--home=DIR`); null when it asks for none.
 * @throws UserError when `--home` has no folder.
 */
export function homeFromArguments(parameters: readonly string[]): string | null {
  const folder = valueOf(parameters, '--home');
  if (folder === null) return null;
  if (folder === '' || folder.startsWith('--')) throw new UserError('--home needs a folder: --home DIR');
  return path.resolve(folder);
}

/**
 * What the command line asks for: a place (`--open '#/…'`, or a link `unroll://…`), files and folders.
 *
 * @param parameters without the program itself.
 * @param application folder of the application, which is among them while it is not packaged.
 * @throws UserError when `--open` has no link.
 */
export function openedFromArguments(parameters: readonly string[], application: string): Opened {
  const given = valueOf(parameters, '--open');
  const asked = given === null ? null : fromSharedLink(given);
  if (given !== null && asked === null)
    throw new UserError(
      `--open needs a link of Unroll, such as '#/studies'; it was given ${JSON.stringify(given)}`,
    );
  const others = parameters.filter(
    (parameter, position) => !parameter.startsWith('-') && !isValue(parameters[position - 1]),
  );
  const files = others
    .filter((other) => fromSharedLink(other) === null)
    .map((file) => path.resolve(file))
    .filter((file) => file !== path.resolve(application) && existsSync(file));
  return { link: asked ?? others.map(fromSharedLink).find((link) => link !== null) ?? null, files };
}

const VALUED = ['--home', '--open'];

function isValue(before: string | undefined): boolean {
  return before !== undefined && VALUED.includes(before);
}

/** The value of an option, empty where it is missing; null where the option is not given. */
function valueOf(parameters: readonly string[], option: string): string | null {
  const position = parameters.findIndex(
    (parameter) => parameter === option || parameter.startsWith(`${option}=`),
  );
  if (position < 0) return null;
  const parameter = parameters[position];
  return parameter === option ? (parameters[position + 1] ?? '') : parameter.slice(option.length + 1);
}

import type { FilesOutputs } from '../../src-shared/contract/requests/files';
import { UserError } from '../../src-shared/domain/errors';
import { writeFileAtomically } from '../files/atomic-file';
import { describeFiles } from './offered-files';
import type { Handlers, Services } from './services';

/** Charts and tables on their way into files of the user's. */
export function fileHandlers({ desktop }: Services): Handlers<keyof FilesOutputs> {
  return {
    'files.save': async ({ name, kind, content, encoding }) => {
      const path = await desktop.choosePlace(kind, name);
      if (path === null) return null;
      try {
        await writeFileAtomically(path, Buffer.from(content, encoding));
      } catch (error) {
        throw new UserError(`${path}: cannot be written (${(error as Error).message})`);
      }
      return path;
    },
    'files.describe': ({ paths }) => describeFiles(paths),
  };
}

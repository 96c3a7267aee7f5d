import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../../../../src-shared/domain/errors';

/** What a file of a notebook's folder is, by its name; the first that fits. */
const PATTERNS = {
  certificates: /parity.*\.json$/i,
  checkpoints: /\.(pt|pth)$/i,
  configurations: /^(config|configuration|hparams|hyper_?parameters)\.json$/i,
  sourceVocabularies:
    /^(src|source|docstring|doc|input|encoder|enc)[_-]?(tokenizer|vocab|vocabulary)\.(json|pkl|pickle)$/i,
  targetVocabularies:
    /^(tgt|trg|target|code|output|decoder|dec)[_-]?(tokenizer|vocab|vocabulary)\.(json|pkl|pickle)$/i,
  sharedVocabularies: /^(tokenizers?|vocab|vocabs|vocabular(y|ies))\.(json|pkl|pickle)$/i,
  histories: /(hist|loss).*\.(json|pkl|pickle)$/i,
  parameterCounts: /param.*\.json$/i,
  metrics: /(metric|compar|result|score|eval|bleu).*\.csv$/i,
} as const;

export type FileKind = keyof typeof PATTERNS;

/** A file of the folder. */
export interface FoundFile {
  readonly name: string;
  readonly path: string;
}

/** What lies in a folder, in the order of the names. */
export interface FolderFiles {
  readonly folder: string;
  readonly files: Readonly<Record<FileKind, readonly FoundFile[]>>;
  /** Names of the files that are none of these. */
  readonly others: readonly string[];
}

/**
 * Sorts the files of a folder by what their names say. For a single checkpoint, the files beside it are those of its folder,
 * and no other checkpoint is looked at.
 * @throws UserError when there is no such folder or checkpoint.
 */
export async function findFiles(path: string): Promise<FolderFiles> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file or folder' : error.message;
    throw new UserError(`${path}: ${reason}`);
  });
  const folder = stats.isDirectory() ? path : dirname(path);
  const names = await filesIn(folder);
  const isMeant = (name: string) =>
    stats.isDirectory() || name === basename(path) || kindOf(name) !== 'checkpoints';
  const files = Object.fromEntries(Object.keys(PATTERNS).map((kind) => [kind, [] as FoundFile[]])) as Record<
    FileKind,
    FoundFile[]
  >;
  const others: string[] = [];
  for (const name of names.filter(isMeant)) {
    const kind = stats.isFile() && name === basename(path) ? 'checkpoints' : kindOf(name);
    if (kind === null) others.push(name);
    else files[kind].push({ name, path: join(folder, name) });
  }
  return { folder, files, others };
}

/** Names of files, also of those that links lead to, in order; hidden ones are left out. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true });
  const names: string[] = [];
  for (const entry of found) {
    if (entry.name.startsWith('.')) continue;
    const target = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => null) : entry;
    if (target?.isFile()) names.push(entry.name);
  }
  return names.sort();
}

function kindOf(name: string): FileKind | null {
  const kinds = Object.keys(PATTERNS) as FileKind[];
  return kinds.find((kind) => PATTERNS[kind].test(name)) ?? null;
}

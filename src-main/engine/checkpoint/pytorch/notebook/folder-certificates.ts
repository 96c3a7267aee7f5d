import { certificateNames } from '../parity/certificate';
import type { FoundFile } from './folder-files';
import type { NotebookFolder } from './notebook-folder';

/** The parity certificate of a checkpoint: the one with its name, or the only one of the only checkpoint. */
export function certificateOf(
  { certificates, checkpoints }: Pick<NotebookFolder, 'certificates' | 'checkpoints'>,
  checkpoint: string,
): FoundFile | null {
  const [own, only] = certificateNames(checkpoint);
  const names = checkpoints.length === 1 ? [own, only] : [own];
  return certificates.find(({ name }) => names.includes(name)) ?? null;
}

/** Certificates that belong to none of the checkpoints. */
export function unusedCertificates(
  folder: Pick<NotebookFolder, 'certificates' | 'checkpoints'>,
): FoundFile[] {
  const used = folder.checkpoints.map(({ file }) => certificateOf(folder, file.name));
  return folder.certificates.filter((certificate) => !used.includes(certificate));
}

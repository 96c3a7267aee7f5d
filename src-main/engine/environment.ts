import { existsSync, readFileSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import type { EnvironmentRecord } from '../../src-shared/domain/run';
import type { BackendDescription } from './tensor/tensor-operations';

/** What an analysis should state about where numbers came from. */
export function describeEnvironment(backend: BackendDescription): EnvironmentRecord {
  const root = applicationFolder(import.meta.dirname);
  return {
    application: applicationVersion(),
    gitRevision: root && readGitRevision(join(root, '.git')),
    platform: `${platform()} ${release()} ${arch()}`,
    runtime: process.versions['electron']
      ? `Electron ${process.versions['electron']}`
      : `Node ${process.versions.node}`,
    ...backend,
  };
}

/** Of this program; empty where its folder has no package.json. */
export function applicationVersion(): string {
  const root = applicationFolder(import.meta.dirname);
  if (!root) return '';
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function applicationFolder(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The commit that a checkout is at, read from git's own files; null outside a checkout. */
function readGitRevision(git: string): string | null {
  try {
    const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
    if (!head.startsWith('ref: ')) return head;
    const reference = head.slice('ref: '.length);
    const loose = join(git, reference);
    if (existsSync(loose)) return readFileSync(loose, 'utf8').trim();
    const packed = readFileSync(join(git, 'packed-refs'), 'utf8');
    return (
      packed
        .split('\n')
        .find((line) => line.endsWith(` ${reference}`))
        ?.split(' ')[0] ?? null
    );
  } catch {
    return null;
  }
}

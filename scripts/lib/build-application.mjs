import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../setup/errors.mjs';
import { listFiles, readJson, writeAtomically } from '../setup/files.mjs';
import { interruptible } from '../setup/interruption.mjs';
import { withLock } from '../setup/lock.mjs';
import { inModules, inRepository, repository } from '../setup/paths.mjs';
import { run } from '../setup/processes.mjs';
import { formatSeconds } from '../setup/progress.mjs';

const sourceFolders = ['src-shared', 'src-main', 'src-renderer', 'resources'];
const sourceFiles = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const output = inRepository('out');
// Where a build grows; the lock lets one at a time use it.
const work = inModules('.unroll', 'build');
const stampFile = inRepository('out', 'built-from.json');

/**
 * Builds the application into `out/`, unless it was built from the same sources already. The build happens aside and
 * takes its place when it is whole; two builds at once wait for each other.
 *
 * @throws {SetupError} with the bundler's message when the sources cannot be built
 */
export async function buildIfChanged() {
  const sources = await hashSources();
  if (await isBuiltFrom(sources)) return;
  await withLock(inModules('.unroll', 'build.lock'), async () => {
    if (await isBuiltFrom(sources)) return;
    const cleanUp = () => rmSync(work, { recursive: true, force: true });
    await interruptible({ message: 'The build was interrupted.', cleanUp }, () => build(sources));
  });
}

/** A SHA-256 over the names and contents of everything that goes into the build. */
async function hashSources() {
  const inFolders = await Promise.all(
    sourceFolders.map(async (folder) =>
      (await listFiles(inRepository(folder)).catch(() => [])).map((file) => `${folder}/${file}`),
    ),
  );
  const hash = createHash('sha256');
  for (const file of [...inFolders.flat(), ...sourceFiles]) {
    const content = await fs.readFile(inRepository(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function isBuiltFrom(sources) {
  const stamp = await readJson(stampFile);
  if (stamp?.sources !== sources) return false;
  // The build carries its git revision; one made before its sources were committed says "modified" and is made again
  // after the commit.
  return !stamp.modified || stamp.revision === (await gitRevision());
}

async function build(sources) {
  const started = Date.now();
  process.stderr.write('Building the application …\n');
  try {
    await fs.rm(work, { recursive: true, force: true });
    await run(
      process.execPath,
      [
        inModules('electron-vite', 'bin', 'electron-vite.js'),
        'build',
        '--outDir',
        path.join(work, 'new'),
        '--logLevel',
        'warn',
      ],
      { cwd: repository, env: { NO_COLOR: '1' }, message: { lines: 40, noise: /^ +at / } },
    );
    const revision = await gitRevision();
    const stamp = { sources, revision, modified: hasUncommittedChanges() };
    await writeAtomically(
      path.join(work, 'new', path.basename(stampFile)),
      `${JSON.stringify(stamp, null, 2)}\n`,
    );
    await fs.rename(output, path.join(work, 'old')).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await fs.rename(path.join(work, 'new'), output);
  } catch (error) {
    throw new SetupError(`The application could not be built:\n${error.message}`, { cause: error });
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
  process.stderr.write(`Built in ${formatSeconds(Date.now() - started)}.\n`);
}

/** The checked-out commit, read without starting git; null outside a git checkout. */
async function gitRevision() {
  const read = (...parts) => fs.readFile(inRepository('.git', ...parts), 'utf8').catch(() => '');
  const head = (await read('HEAD')).trim();
  const reference = /^ref: (.+)$/.exec(head)?.[1];
  if (!reference) return head || null;
  const loose = (await read(...reference.split('/'))).trim();
  if (loose) return loose;
  const packed = (await read('packed-refs')).split('\n').find((line) => line.endsWith(` ${reference}`));
  return packed?.split(' ')[0] ?? null;
}

function hasUncommittedChanges() {
  try {
    const options = { cwd: repository, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], options).trim() !== '';
  } catch {
    return false;
  }
}

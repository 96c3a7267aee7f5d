import * as fs from 'node:fs/promises';
import path from 'node:path';
import { largestFile } from './files.mjs';
import { run } from './processes.mjs';
import { formatShare } from './progress.mjs';

const candidates =
  process.platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python']];

/**
 * The first Python 3 with pip on this computer, as program and leading parameters.
 *
 * @throws an Error that says which commands were tried
 */
export async function pythonWithPip() {
  for (const [program, ...parameters] of candidates) {
    const found = await run(program, [...parameters, '-m', 'pip', '--version']).catch(() => null);
    if (found && /\(python 3\./.test(found.stdout)) return [program, ...parameters];
  }
  const tried = candidates.map((words) => `\`${words.join(' ')} -m pip\``).join(' and ');
  throw new Error(`no Python 3 with pip was found (tried ${tried})`);
}

/**
 * Downloads one wheel, for the given platform and not for the Python that happens to be here.
 *
 * @param {string} requirement for example `tensorflow-cpu==2.21.0`
 * @param {{ platforms: string[], folder: string, task: { status(text: string): void } }} options `platforms`: the wheel
 *   platform tags that this computer accepts
 * @returns {Promise<string>} the wheel file, checked by pip against the index's SHA-256
 */
export async function downloadWheel(requirement, { platforms, folder, task }) {
  const [program, ...parameters] = await pythonWithPip();
  const temporary = path.join(folder, 'pip');
  const wheels = path.join(folder, 'wheels');
  await fs.mkdir(temporary, { recursive: true });
  let total = 0;
  // pip shows no progress when it does not write to a terminal; the file it fills does.
  const timer = setInterval(async () => {
    task.status(`downloading ${requirement}: ${formatShare(await largestFile(temporary), total)}`);
  }, 500);
  try {
    await run(
      program,
      [
        ...[
          ...parameters,
          '-m',
          'pip',
          'download',
          '--no-deps',
          '--only-binary=:all:',
          '--python-version',
          '3.11',
        ],
        ...[
          '--implementation',
          'cp',
          '--no-cache-dir',
          '--progress-bar',
          'off',
          '--disable-pip-version-check',
        ],
        ...platforms.flatMap((platform) => ['--platform', platform]),
        ...['--dest', wheels, requirement],
      ],
      {
        env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary },
        onOutput: (text) => (total = announcedSize(text) ?? total),
      },
    );
  } finally {
    clearInterval(timer);
    await fs.rm(temporary, { recursive: true, force: true });
  }
  const wheel = (await fs.readdir(wheels)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error(`pip download ${requirement} wrote no wheel.`);
  const file = path.join(folder, wheel);
  await fs.rename(path.join(wheels, wheel), file);
  return file;
}

/** The bytes in pip's line `Downloading NAME.whl (273.8 MB)`, if the text has one. */
export function announcedSize(text) {
  const units = { kB: 1e3, MB: 1e6, GB: 1e9 };
  const found = /Downloading \S+ \(([\d.]+) (kB|MB|GB)\)/.exec(text);
  return found ? Number(found[1]) * units[found[2]] : undefined;
}

import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Trains a small study into a home folder with the built command line, and gives the study's id. */
export function trainSmallStudy(
  home: string,
  name: string,
  settings: Readonly<Record<string, number>>,
): string {
  const assignments = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const output = execFileSync(
    process.execPath,
    [
      path.resolve('out/main/cli.cjs'),
      'study',
      ...['--data', 'synthetic:300', '--name', name, '--home', home, '--json'],
      ...assignments,
    ],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    },
  );
  return (JSON.parse(output) as { study: string }).study;
}

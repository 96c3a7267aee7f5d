import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import {
  killAt,
  onlyRun,
  outcomeOf,
  randomKillPoints,
  SAVED_OFTEN,
  SAVED_OFTEN_SOURCE,
} from '../../helpers/killed-runs';
import { temporaryHome } from '../../helpers/temporary-home';

/** The built command line in processes of its own, which are killed as no program can prevent. */
function commandLine(home: string, parameters: readonly string[]): ChildProcess {
  const file = path.resolve('out/main/cli.cjs');
  return spawn(process.execPath, [file, ...parameters, '--home', home, '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function train(home: string): ChildProcess {
  const settings = Object.entries(SAVED_OFTEN).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const data = ['--data', SAVED_OFTEN_SOURCE, '--name', 'Killed'];
  return commandLine(home, ['train', '--architecture', 'lstm-attention', ...data, ...settings]);
}

const resume = (home: string) => commandLine(home, ['resume', 'Killed']);

function testHome(): string {
  const { home, remove } = temporaryHome();
  onTestFinished(remove);
  return home;
}

async function toItsEnd(child: ChildProcess): Promise<void> {
  let errors = '';
  child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = await once(child, 'close');
  expect(code, errors).toBe(0);
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  await ended;
}

/** Kills once the process has written a line that matches. */
async function killAfter(child: ChildProcess, line: RegExp, milliseconds: number): Promise<void> {
  for await (const chunk of child.stderr!) if (line.test(String(chunk))) break;
  await wait(milliseconds);
  await kill(child);
}

it('a run whose process is killed while data are prepared, at random steps and while it is evaluated ends as one that never was', async () => {
  const [whole, home] = await Promise.all([uninterrupted(), killedAgainAndAgain()]);
  expect(outcomeOf(home)).toEqual(outcomeOf(whole));
});

/** The home of a run that was left alone. */
async function uninterrupted(): Promise<string> {
  const home = testHome();
  await toItsEnd(train(home));
  return home;
}

/** The home of a run that was killed at every turn, and came to its end. */
async function killedAgainAndAgain(): Promise<string> {
  const home = testHome();
  await killAfter(train(home), /\n/, 0);
  expect(onlyRun(home)).toMatchObject({ state: 'interrupted', step: 0 });
  for (const point of randomKillPoints(4, 6)) {
    const child = resume(home);
    child.stderr!.resume();
    const killed = await killAt(
      point,
      home,
      () => child.exitCode !== null,
      () => kill(child),
    );
    expect(killed, `not ended before ${JSON.stringify(point)}`).toBe(true);
    expect(onlyRun(home).state).toBe('interrupted');
  }
  await killAfter(resume(home), /Decoding|Scoring/, 2);
  expect(onlyRun(home)).toMatchObject({ state: 'interrupted', step: 32 });
  await toItsEnd(resume(home));
  return home;
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../src-shared/domain/errors';
import { DECODERS, type Run, type Study } from '../../src-shared/domain/run';
import type { SplitName } from '../../src-shared/domain/data';
import { withHistory } from '../../src-main/cli/options';
import type { History } from '../../src-main/history';
import { inCheckout } from '../checkout';
import { type Collection, COLLECTIONS, configurationOf, isForChoosing, type StudyItem } from './plan';

/** Where runs are trained, and where the collections lie. */
export interface Workplace {
  readonly home: string;
  readonly data: string;
}

/**
 * Trains what of an item is missing in the home, by the command line as a user would: from the beginning, or from the last
 * checkpoint where it was interrupted; then evaluates it on both splits, or on validation data alone. Gives whether it
 * had to go on with an interrupted run.
 */
export async function trainItem(item: StudyItem, place: Workplace): Promise<boolean> {
  const before = await runOfItem(item, place.home);
  if (before === null) await unroll(trainingParameters(item, place));
  else if (before.state !== 'finished') await unroll(['resume', before.id, '--home', place.home]);
  const run = await runOfItem(item, place.home);
  if (run?.state !== 'finished')
    throw new UserError(`${item.name}: its run is ${run?.state ?? 'not in the history'}, not finished`);
  for (const split of isForChoosing(item) ? (['validation'] as const) : (['validation', 'test'] as const))
    if (!isEvaluated(run, split))
      await unroll(['evaluate', run.id, '--split', split, '--decoder', 'both', '--home', place.home]);
  return before !== null && before.state !== 'finished';
}

/** The item's run in a home; null where there is none. */
export function runOfItem(item: StudyItem, home: string): Promise<Run | null> {
  return withHistory({ home }, (history) => findRun(history, item));
}

/** One of an item that was configured otherwise then is none of it. */
export function findRun(history: History, item: StudyItem): Run | null {
  const wanted = configurationOf(item);
  const isIt = ({ name, configuration }: Study) =>
    name === item.name && isDeepStrictEqual(configuration, wanted);
  return history.studies.list().find(isIt)?.runs[0] ?? null;
}

function isEvaluated({ evaluations }: Run, split: SplitName): boolean {
  return DECODERS.every((decoder) =>
    evaluations.some((found) => found.split === split && found.decoder === decoder),
  );
}

/** The file of a collection's rows. */
export function rowsOf(collection: Collection, { data }: Workplace): string {
  return join(data, COLLECTIONS[collection]);
}

function trainingParameters(
  { name, architecture, collection, preset, settings }: StudyItem,
  place: Workplace,
) {
  return [
    ...['train', '--home', place.home, '--name', name, '--architecture', architecture, '--preset', preset],
    ...['--data', rowsOf(collection, place)],
    ...Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
  ];
}

/** Runs the built command line, and gives what it printed. @throws UserError when it fails; why stands on standard error */
export async function unroll(parameters: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [inCheckout('out', 'main', 'cli.cjs'), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (printed += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new UserError(`unroll ${parameters.slice(0, 2).join(' ')} … ended with ${code}`);
  return printed;
}

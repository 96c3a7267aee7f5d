import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  CONFIGURATION_KEYS,
  isConfigurationKey,
  parseAssignment,
  type RunConfiguration,
  valueFromText,
} from '../../src-shared/domain/configuration';
import { UserError } from '../../src-shared/domain/errors';
import type { SweepPlan, SweptKey } from '../../src-shared/domain/sweep';
import { UsageError } from './errors';
import { wholeNumber } from './options';

/** What a sweep varies, as the command line gives it. */
export interface SweepFlags {
  readonly sweep: readonly SweptKey[];
  readonly seeds?: readonly number[];
  /** Settings to draw, in the place of every combination. */
  readonly random?: number;
  readonly drawSeed: number;
}

export function withSweepOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--sweep <KEY=VALUES>', 'values A,B,C or a range FROM..TO[:COUNT][:log]; may be repeated')
        .argParser(collectSwept)
        .default([], 'none'),
    )
    .option('--seeds <list>', 'train every setting with each of these, such as 1,2,3 (default: SEED)', seeds)
    .option(
      '--random <count>',
      'draw so many settings at random, in the place of all combinations',
      wholeNumber,
    )
    .option('--draw-seed <number>', 'of the draws', wholeNumber, 0);
}

/** The plan of a sweep over a configuration. */
export function planOf(flags: SweepFlags, { SEED }: RunConfiguration): SweepPlan {
  return {
    method: flags.random === undefined ? 'grid' : 'random',
    keys: flags.sweep,
    samples: flags.random ?? 1,
    drawSeed: flags.drawSeed,
    seeds: flags.seeds ?? [SEED],
  };
}

/** A range that says no count is for draws; in a grid it has as many values as this. */
const DEFAULT_COUNT = 3;

const RANGE = /^(.+?)\.\.([^:]+)(?::(\d+))?(?::(log))?$/;

/** `LEARNING_RATE=0.001,0.003` or `LEARNING_RATE=0.0001..0.01:5:log`. @throws UserError for what is neither */
export function parseSwept(text: string): SweptKey {
  const equals = text.indexOf('=');
  const key = text.slice(0, Math.max(0, equals)).trim();
  const values = text.slice(equals + 1).trim();
  if (equals < 1 || values === '')
    throw new UserError(`--sweep ${text}: write it as KEY=A,B,C or KEY=FROM..TO`);
  // For its message about a name that no key has.
  if (!isConfigurationKey(key)) throw unknownKey(text, key);
  const range = RANGE.exec(values);
  if (range) return { key, values: rangeFrom(text, range) };
  const read = (word: string) => valueFromText(CONFIGURATION_KEYS[key].kind, word.trim());
  return {
    key,
    values: { kind: 'list', values: values.split(',').map(read) as (string | number | boolean)[] },
  };
}

function rangeFrom(text: string, [, low, high, count, log]: RegExpExecArray): SweptKey['values'] {
  const [from, to] = [Number(low), Number(high)];
  if (Number.isNaN(from) || Number.isNaN(to))
    throw new UserError(`--sweep ${text}: a range has numbers at its ends`);
  return {
    kind: 'range',
    from,
    to,
    count: count === undefined ? DEFAULT_COUNT : Number(count),
    scale: log ? 'log' : 'linear',
  };
}

function unknownKey(text: string, key: string): UserError {
  try {
    parseAssignment(`${key}=0`);
  } catch (error) {
    return new UserError((error as Error).message.replace(/^--set [^:]*/, `--sweep ${text}`));
  }
  return new UserError(`--sweep ${text}: there is no setting ${key}`);
}

function collectSwept(text: string, before: readonly SweptKey[]): readonly SweptKey[] {
  try {
    return [...before, parseSwept(text)];
  } catch (error) {
    throw error instanceof UserError ? new UsageError(error.message) : error;
  }
}

function seeds(text: string): readonly number[] {
  const words = text.split(',').map((word) => word.trim());
  if (!words.every((word) => /^\d{1,15}$/.test(word)))
    throw new InvalidArgumentError('Seeds are whole numbers with commas between them.');
  return words.map(Number);
}

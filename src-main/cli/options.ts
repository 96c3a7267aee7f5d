import { type Command, InvalidArgumentError, Option } from 'commander';
import { REQUEST_SCHEMAS } from '../../src-shared/contract/channels';
import {
  completeConfiguration,
  parseAssignment,
  PRESET_NAMES,
  PRESETS,
  type PresetName,
  type RunConfiguration,
} from '../../src-shared/domain/configuration';
import type { SourceRequest } from '../../src-shared/domain/data';
import { UserError } from '../../src-shared/domain/errors';
import { type Decoder, DECODERS } from '../../src-shared/domain/run';
import { defaultHome, openHistory, type History } from '../history';
import { readConfigurationFile } from './configuration-file';
import { UsageError } from './errors';
import type { Streams } from './output';

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly home: string;
}

export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON document on standard output')
    .addOption(
      new Option('--home <folder>', 'history and artefacts')
        .argParser(homeFolder)
        .default(defaultHome(), 'the folder of the desktop app'),
    );
}

/** An empty name, as from a shell variable that is not set, would mean the current folder. */
function homeFolder(text: string): string {
  if (text.trim() === '') throw new UsageError('--home needs a folder: --home DIR');
  return text;
}

/** Opens the history of `--home` for the length of `work`. */
export async function withHistory<Result>(
  options: CommonOptions,
  work: (history: History) => Result | Promise<Result>,
): Promise<Result> {
  const history = openHistory(options.home);
  try {
    return await work(history);
  } finally {
    history.close();
  }
}

/** The number that an option is given. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** `--name` of a study. */
export function withNameOption(command: Command, description: string): Command {
  return command.option('--name <name>', description, (text: string) => {
    const parsed = REQUEST_SCHEMAS['studies.create'].shape.name.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError('A name has 1 to 200 characters.');
    return parsed.data;
  });
}

export type DecoderChoice = Decoder | 'both';

/** `--decoder`: greedy unless something else is given. */
export function withDecoderOption(command: Command, description: string): Command {
  const choices: readonly DecoderChoice[] = [...DECODERS, 'both'];
  return command.addOption(
    new Option('--decoder <name>', description).choices(choices).default('greedy' satisfies DecoderChoice),
  );
}

export function decodersOf(choice: DecoderChoice): readonly Decoder[] {
  return choice === 'both' ? DECODERS : [choice];
}

export interface SourceFlags {
  readonly docstringField?: string;
  readonly codeField?: string;
  readonly keepDocstring?: boolean;
}

export interface ConfigurationFlags {
  readonly config?: string;
  readonly preset: PresetName;
  readonly set: readonly Partial<RunConfiguration>[];
}

export function withSourceOptions(command: Command): Command {
  return command
    .option('--docstring-field <name>', 'column or JSON field of the docstring (default: docstring)')
    .option('--code-field <name>', 'column or JSON field of the code (default: code)')
    .option('--keep-docstring', 'Python folders: leave the docstring inside the code');
}

export function withConfigurationOptions(command: Command): Command {
  command
    .option('--config <file>', 'configuration file (JSON, the names of the notebooks)')
    .addOption(
      new Option('--preset <name>', 'values for what nothing else sets')
        .choices(PRESET_NAMES)
        .default('recommended'),
    );
  return withSetOption(command, 'one setting, over file and preset; may be repeated');
}

export function withSetOption(command: Command, description: string): Command {
  return command.addOption(
    new Option('--set <KEY=VALUE>', description).argParser(collectAssignment).default([], 'none'),
  );
}

function collectAssignment(
  text: string,
  before: readonly Partial<RunConfiguration>[],
): readonly Partial<RunConfiguration>[] {
  try {
    return [...before, parseAssignment(text)];
  } catch (error) {
    throw error instanceof UserError ? new UsageError(error.message) : error;
  }
}

export function sourceFrom(location: string, flags: SourceFlags): SourceRequest {
  const { docstringField, codeField, keepDocstring } = flags;
  const given = Object.entries({ docstringField, codeField, keepDocstring }).filter(
    ([, value]) => value !== undefined,
  );
  return given.length > 0 ? { location, options: Object.fromEntries(given) } : { location };
}

/**
 * Preset, then the file, then `--set`. Names in the file that no setting has are reported and given back.
 * @throws UserError for a file that cannot be read or is wrong; UsageError when the options alone contradict each other.
 */
export function configurationFrom(
  flags: ConfigurationFlags,
  streams: Streams,
): { configuration: RunConfiguration; unknownSettings: Readonly<Record<string, unknown>> } {
  const preset = PRESETS[flags.preset];
  if (flags.config === undefined)
    try {
      return { configuration: completeConfiguration(preset, ...flags.set), unknownSettings: {} };
    } catch (error) {
      throw error instanceof UserError ? new UsageError(error.message) : error;
    }
  const { values, unknown } = readConfigurationFile(flags.config);
  const names = Object.keys(unknown);
  if (names.length > 0)
    streams.stderr.write(`${flags.config}: no such setting, kept but without effect: ${names.join(', ')}\n`);
  return { configuration: completeConfiguration(preset, values, ...flags.set), unknownSettings: unknown };
}

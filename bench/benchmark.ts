import type { Command } from 'commander';
import { printResult, type Streams } from '../src-main/cli/output';
import { ARCHITECTURES, type Architecture } from '../src-shared/domain/architecture';
import { architectureOption } from './options';
import type { Section } from './report/document';
import { saveResult, savedResults } from './report/results';

export type Progress = (line: string) => void;

/** A measurement whose results the document shows: its command, and its part of the document. */
interface Definition<Options, Result> {
  /** Of the command, of the document's section and of the files of results. */
  readonly name: string;
  readonly description: string;
  addOptions(command: Command): Command;
  measure(options: Options, progress: Progress): Promise<readonly Result[]>;
  /** What tells a result's file from those of the same benchmark's other results, if there are others. */
  keyOf?(result: Result): string;
  markdown(results: readonly Result[]): string;
}

export interface Benchmark {
  /** `writeReport` brings the document up to date. */
  addCommand(program: Command, streams: Streams, writeReport: () => void): void;
  /** What the kept results say; null where there are none. */
  section(): Section | null;
}

interface CommonOptions {
  readonly write?: boolean;
  readonly json?: boolean;
}

export function benchmark<Options, Result>(definition: Definition<Options, Result>): Benchmark {
  const { name, description } = definition;
  const fileOf = (result: Result) => [name, definition.keyOf?.(result) ?? []].flat().join('-');
  return {
    addCommand(program, streams, writeReport) {
      definition
        .addOptions(program.command(name).description(description))
        .option('--json', 'print one JSON document on standard output')
        .option('--write', 'keep the result in bench/results and write it into docs/performance.md')
        .action(async (options: Options & CommonOptions) => {
          const progress = (line: string) => void streams.stderr.write(`${line}\n`);
          const results = await definition.measure(options, progress);
          printResult(streams, options.json === true, results, () => definition.markdown(results));
          if (!options.write) return;
          for (const result of results) saveResult(fileOf(result), result);
          writeReport();
        });
    },
    section() {
      const results = savedResults<Result>(name);
      return results.length === 0 ? null : { name, markdown: definition.markdown(results) };
    },
  };
}

/** The option of every benchmark that is run for each architecture; see `eachArchitecture`. */
export function withOnlyOption(command: Command): Command {
  return command.addOption(architectureOption('--only <architecture>', 'one model instead of all three'));
}

/** Measures the architecture that is asked for, or all one after another. */
export async function eachArchitecture<Result>(
  only: Architecture | undefined,
  progress: Progress,
  measure: (architecture: Architecture, progress: Progress) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const architecture of only ? [only] : ARCHITECTURES)
    results.push(await measure(architecture, (line) => progress(`${architecture}: ${line}`)));
  return results;
}

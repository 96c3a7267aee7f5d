import { Command } from 'commander';
import { describeError, oneLine } from '../src-main/cli/errors';
import type { Streams } from '../src-main/cli/output';
import { BENCHMARKS } from './benchmarks';
import { writeDocument } from './report/document';
import { addStepCommand } from './step/command';
import { addStudyCommand } from './study/command';

/** Runs one benchmark and gives the exit code: 0, 1 on failure, 2 on wrong usage. */
export async function main(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    await createProgram(streams).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    const { code, line } = describeError(error);
    if (line !== null) streams.stderr.write(`${line}\n`);
    return code;
  }
}

function createProgram(streams: Streams): Command {
  const program = new Command('bench')
    .description('Measures the engine, and races it against PyTorch and TensorFlow.js')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: () => {},
      outputError: (text) => streams.stderr.write(`${oneLine(text)}\n`),
    });
  addStepCommand(program, streams);
  addStudyCommand(program, streams);
  for (const benchmark of BENCHMARKS) benchmark.addCommand(program, streams, writeReport);
  program
    .command('report')
    .description('write the tables of docs/performance.md from the results kept in bench/results')
    .action(writeReport);
  return program;
}

function writeReport(): void {
  writeDocument(BENCHMARKS.flatMap((benchmark) => benchmark.section() ?? []));
}

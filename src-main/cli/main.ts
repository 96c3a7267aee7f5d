import { Command } from 'commander';
import { version } from '../../package.json';
import { addAnalyseCommand } from './commands/analyse';
import { addBundleCommand } from './commands/bundle';
import { addCompareCommand } from './commands/compare';
import { addDataCommand } from './commands/data';
import { addDiagnoseCommand } from './commands/diagnose';
import { addEvaluateCommand } from './commands/evaluate';
import { addExportCommand } from './commands/export';
import { addGenerateCommand } from './commands/generate';
import { addImportCommand } from './commands/import';
import { addPassportCommand } from './commands/passport';
import { addReportCommand } from './commands/report';
import { addResumeCommand } from './commands/resume';
import { addRunsCommand } from './commands/runs';
import { addTrainingCommands } from './commands/training';
import { addSweepCommand } from './commands/sweep';
import { addVerifyCommand } from './commands/verify';
import { describeError, oneLine } from './errors';
import type { Streams } from './output';

/** Runs one command and gives the exit code: 0, 1 on failure, 2 on wrong usage, 130 when the user stopped it. */
export async function main(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    await createProgram(streams).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    const { code, line } = describeError(error);
    // Whoever asks for JSON has a program that reads errors by the line.
    if (line !== null) streams.stderr.write(`${argv.includes('--json') ? oneLine(line) : line}\n`);
    return code;
  }
}

function createProgram(streams: Streams): Command {
  const program = new Command('unroll')
    .description('Recurrent sequence-to-sequence models: train, compare and question them')
    .version(version, '--version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      // Commander writes a whole help page here when the command is missing; `describeError` has a line for it.
      writeErr: () => {},
      outputError: (text) => streams.stderr.write(`${oneLine(text)}\n`),
    });
  addDataCommand(program, streams);
  addTrainingCommands(program, streams);
  addSweepCommand(program, streams);
  addResumeCommand(program, streams);
  addEvaluateCommand(program, streams);
  addCompareCommand(program, streams);
  addAnalyseCommand(program, streams);
  addDiagnoseCommand(program, streams);
  addGenerateCommand(program, streams);
  addReportCommand(program, streams);
  addPassportCommand(program, streams);
  addVerifyCommand(program, streams);
  addBundleCommand(program, streams);
  addImportCommand(program, streams);
  addExportCommand(program, streams);
  addRunsCommand(program, streams);
  return program;
}

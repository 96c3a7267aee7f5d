import type { Command } from 'commander';
import type { Streams } from '../../src-main/cli/output';
import { writeDocument } from './document';
import { saveResult } from './results';
import { documentSections } from './sections';

/** `report`: the document's tables from the results that are kept. */
export function addReportCommand(program: Command, streams: Streams): void {
  program
    .command('report')
    .description('write the tables of docs/performance.md from the results kept in bench/results')
    .action(() => writeReport(streams));
}

/** `--write`, for every benchmark whose result the document shows. */
export function withWriteOption(command: Command): Command {
  return command.option('--write', 'keep the result in bench/results and write it into docs/performance.md');
}

/** Keeps results by name and brings the document up to date. */
export function keepResults(results: Readonly<Record<string, unknown>>, streams: Streams): void {
  for (const [name, result] of Object.entries(results)) saveResult(name, result);
  writeReport(streams);
}

function writeReport(streams: Streams): void {
  const sections = documentSections();
  writeDocument(sections);
  streams.stderr.write(`docs/performance.md: ${sections.map(({ name }) => name).join(', ')}\n`);
}

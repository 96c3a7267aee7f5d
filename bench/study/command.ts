import type { Command } from 'commander';
import { UserError } from '../../src-shared/domain/errors';
import type { Streams } from '../../src-main/cli/output';
import { writeStudy } from './document/write-study';
import { PLAN, type StudyItem } from './plan';
import { isCurrent, savedRecords, saveRecord } from './record';
import { takeRecord } from './take-record';
import { trainItem } from './train';

interface StudyOptions {
  readonly home?: string;
  readonly data?: string;
  readonly only: string;
  readonly again?: boolean;
}

/** `study`: trains what of the study is missing, where it is told where, and writes docs/study.md from what is kept. */
export function addStudyCommand(program: Command, streams: Streams): void {
  program
    .command('study')
    .description('the study at full size: train what is missing, and write docs/study.md from what is kept')
    .option('--home <folder>', 'where runs are trained and resumed; nothing is trained without it')
    .option('--data <folder>', 'where the collections of rows lie')
    .option('--only <expression>', 'runs whose name matches a regular expression', '')
    .option('--again', 'also take anew what is kept already')
    .action(async (options: StudyOptions) => {
      if (options.home !== undefined) await trainMissing(options.home, options, streams);
      writeStudy(savedRecords());
    });
}

async function trainMissing(
  home: string,
  { data, only, again }: StudyOptions,
  streams: Streams,
): Promise<void> {
  if (data === undefined) throw new UserError('--home needs --data FOLDER, where the collections lie');
  for (const item of missingItems(only, again === true)) {
    streams.stderr.write(`${item.name}\n`);
    const resumed = await trainItem(item, { home, data });
    saveRecord(await takeRecord(item, resumed, { home, data }));
    writeStudy(savedRecords());
  }
}

function missingItems(only: string, again: boolean): StudyItem[] {
  const wanted = new RegExp(only);
  const kept = again ? [] : savedRecords().filter(isCurrent);
  return PLAN.filter(({ name }) => wanted.test(name) && !kept.some(({ item }) => item.name === name));
}

import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import type { TrainJob } from '../../../src-shared/contract/engine/jobs';
import { ARCHITECTURES, type Architecture } from '../../../src-shared/domain/architecture';
import { STARTER_STUDY } from '../../../src-shared/domain/configuration';
import { UserError } from '../../../src-shared/domain/errors';
import type { Study } from '../../../src-shared/domain/run';
import { nameWithTime } from '../../../src-shared/format/time';
import { type History, type NewStudy, Recorder, trainJob } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { PartialFailure, StoppedByUser } from '../errors';
import {
  type CommonOptions,
  type ConfigurationFlags,
  configurationFrom,
  type SourceFlags,
  sourceFrom,
  withCommonOptions,
  withConfigurationOptions,
  withHistory,
  withNameOption,
  withSourceOptions,
} from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { studyDocument, studyText } from '../reports/study';

export interface TrainingOptions extends EngineOptions, SourceFlags, ConfigurationFlags {
  readonly data: string;
  readonly name?: string;
}

export function addTrainingCommands(program: Command, streams: Streams): void {
  const study = program
    .command('study')
    .description('train and evaluate the three architectures with one configuration');
  withTrainingOptions(study).action((options: TrainingOptions) =>
    trainNew(newStudy(options, ARCHITECTURES, streams), options, streams),
  );

  const train = program
    .command('train')
    .description('train and evaluate one architecture')
    .addOption(
      new Option('--architecture <name>', 'what to train').choices(ARCHITECTURES).makeOptionMandatory(),
    );
  withTrainingOptions(train).action((options: TrainingOptions & { architecture: Architecture }) =>
    trainNew(newStudy(options, [options.architecture], streams), options, streams),
  );

  const starter = program
    .command('starter')
    .description("the first study: small, on this computer's Python library, about two minutes");
  withCommonOptions(withEngineOptions(starter)).action((options: EngineOptions) => {
    const { name, location, configuration } = STARTER_STUDY;
    return trainNew(
      { name, source: { location }, configuration, architectures: ARCHITECTURES },
      options,
      streams,
    );
  });
}

/** What is trained, on which data and how. */
export function withTrainingOptions(
  command: Command,
  name = 'name of the study (default: source and time)',
): Command {
  command.requiredOption('--data <source>', 'a file, a folder, python:stdlib, hf:OWNER/NAME or synthetic:N');
  withCommonOptions(withEngineOptions(withConfigurationOptions(withSourceOptions(command))));
  return withNameOption(command, name);
}

/** The study that options ask for. */
export function newStudy(
  options: TrainingOptions,
  architectures: readonly Architecture[],
  streams: Streams,
): NewStudy {
  return {
    name: options.name ?? nameWithTime(basename(options.data), new Date()),
    source: sourceFrom(options.data, options),
    ...configurationFrom(options, streams),
    architectures,
  };
}

function trainNew(study: NewStudy, options: EngineOptions, streams: Streams): Promise<void> {
  return withHistory(options, async (history) => {
    applyEngineSettings(options);
    const created = history.studies.create(study);
    try {
      await trainAndReport(history, trainJob(history, created), options, streams);
    } catch (error) {
      if (error instanceof UserError) forgetUnlessStarted(history, created.id);
      throw error;
    }
  });
}

/** A study that came to nothing (a source that is missing, say) is not worth remembering. */
function forgetUnlessStarted(history: History, id: string): void {
  const study = history.studies.find(id);
  if (study?.runs.every((run) => run.state === 'failed' && run.startedAt === null))
    history.deleteStudy(study);
}

/**
 * Trains, and prints the study as it then is.
 * @throws PartialFailure when a run of the job failed; its study is printed all the same.
 */
export async function trainAndReport(
  history: History,
  job: TrainJob,
  options: CommonOptions,
  streams: Streams,
): Promise<void> {
  const recorder = new Recorder(history, job);
  try {
    await runInEngine(job, streams, recorder, progressListener(streams, job));
  } catch (error) {
    if (!(error instanceof StoppedByUser)) throw error;
    throw new StoppedByUser(`stopped; go on with: unroll resume ${job.study}`);
  }
  const study = history.studies.find(job.study)!;
  printResult(streams, options.json === true, studyDocument(study), () => studyText(study, history));
  throwFailures(study, job);
}

function throwFailures(study: Study, job: TrainJob): void {
  const failed = study.runs.filter(
    (run) => run.state === 'failed' && job.runs.some((trained) => trained.run === run.id),
  );
  if (failed.length > 0)
    throw new PartialFailure(
      failed.map((run) => `${run.architecture} failed: ${run.reason ?? 'no reason is known'}`).join('; '),
    );
}

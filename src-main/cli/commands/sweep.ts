import { type Command, Option } from 'commander';
import { ARCHITECTURES, type Architecture } from '../../../src-shared/domain/architecture';
import { DECODERS, type Decoder, type Study } from '../../../src-shared/domain/run';
import { sweepProblem } from '../../../src-shared/domain/sweep';
import { type History, type NewStudy, Recorder, studiesOfPlan, trainJob } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings } from '../engine-settings';
import { PartialFailure, StoppedByUser, UsageError } from '../errors';
import { withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { sweepDocument, sweepText } from '../reports/sweep';
import { planOf, type SweepFlags, withSweepOptions } from '../sweep-options';
import { newStudy, type TrainingOptions, withTrainingOptions } from './training';

interface SweepOptions extends TrainingOptions, SweepFlags {
  readonly architecture?: Architecture;
  readonly decoder: Decoder;
}

export function addSweepCommand(program: Command, streams: Streams): void {
  const sweep = program
    .command('sweep')
    .description('train a study with several settings and seeds, one after another, and compare them')
    .addOption(
      new Option('--architecture <name>', 'train this one alone (default: all three)').choices(ARCHITECTURES),
    )
    .addOption(new Option('--decoder <name>', 'whose scores are printed').choices(DECODERS).default('beam'));
  withTrainingOptions(withSweepOptions(sweep), 'name of the sweep (default: source and time)').action(
    (options: SweepOptions) => {
      const architectures = options.architecture ? [options.architecture] : ARCHITECTURES;
      return trainSweep(newStudy(options, architectures, streams), options, streams);
    },
  );
}

function trainSweep(base: NewStudy, options: SweepOptions, streams: Streams): Promise<void> {
  const plan = planOf(options, base.configuration);
  const problem = sweepProblem(plan, base.configuration);
  if (problem !== null) throw new UsageError(problem);
  return withHistory(options, async (history) => {
    applyEngineSettings(options);
    const created = history.sweeps.create(base.name, plan, studiesOfPlan(plan, base));
    await trainAll(history, created.studies, streams);
    const studies = created.studies.map(({ id }) => history.studies.find(id)!);
    const document = sweepDocument(history.sweeps.find(created.id)!, studies, options.decoder);
    printResult(streams, options.json === true, document, () => sweepText(document, history));
    throwFailures(studies);
  });
}

/** A study that fails does not keep the others from their turn; one that is stopped does. */
async function trainAll(history: History, studies: readonly Study[], streams: Streams): Promise<void> {
  for (const [index, study] of studies.entries()) {
    streams.stderr.write(`Study ${index + 1} of ${studies.length}: ${study.name}\n`);
    const job = trainJob(history, study);
    try {
      await runInEngine(job, streams, new Recorder(history, job), progressListener(streams, job));
    } catch (error) {
      const waiting = studies.slice(index + 1);
      const ids = waiting.flatMap(({ runs }) => runs.map(({ id }) => id));
      history.runs.endActive(ids, 'stopped', 'The sweep was stopped before its turn came');
      if (!(error instanceof StoppedByUser)) throw error;
      const rest = waiting.length === 0 ? '' : `; so do the ${waiting.length} that waited, by their own ids`;
      throw new StoppedByUser(`stopped; it goes on with: unroll resume ${study.id}${rest}`);
    }
  }
}

function throwFailures(studies: readonly Study[]): void {
  const failures = studies.flatMap(({ name, runs }) =>
    runs
      .filter(({ state }) => state === 'failed')
      .map(({ architecture, reason }) => `${name}/${architecture}: ${reason ?? 'no reason is known'}`),
  );
  if (failures.length > 0)
    throw new PartialFailure(`not all of the sweep was trained\n- ${failures.join('\n- ')}`);
}

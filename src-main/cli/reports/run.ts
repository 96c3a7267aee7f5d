import type { ArtefactRecord, EpochRecord, Run, Study } from '../../../src-shared/domain/run';
import { type History, runName } from '../../history';
import { decimal, formatPairs, formatTable, whole } from '../table';
import { evaluationsText } from './evaluation';
import { originText } from './import';
import { runSummary, testEvaluation } from './study';

/** What `runs list` prints with `--json`. */
export function runsDocument(studies: readonly Study[]) {
  return studies.flatMap((study) =>
    study.runs.map((run) => ({
      ...runSummary(run),
      name: runName(study, run),
      study: run.study,
      createdAt: run.createdAt,
      finishedAt: run.finishedAt,
      tags: run.tags,
    })),
  );
}

export function runsText(studies: readonly Study[]): string {
  const rows = studies.flatMap((study) =>
    study.runs.map((run) => [
      run.id,
      runName(study, run),
      run.state,
      run.epoch,
      decimal(run.bestValidationLoss, 3),
      decimal(testEvaluation(run, 'greedy')?.bleu ?? null),
      run.createdAt.slice(0, 16).replace('T', ' '),
      run.tags.join(', '),
    ]),
  );
  if (rows.length === 0) return 'There are no runs yet; `unroll starter` makes the first ones.';
  return formatTable(
    ['run', 'name', 'state', 'epochs', 'validation loss', 'BLEU, greedy', 'created (UTC)', 'tags'],
    rows,
  );
}

/** What `runs show` prints with `--json`. */
export interface RunDocument extends Omit<Run, 'id'> {
  readonly run: string;
  readonly name: string;
  readonly epochs: readonly EpochRecord[];
  readonly artefacts: readonly ArtefactRecord[];
  /** Names of the study's configuration file that no setting has. */
  readonly unknownSettings: Study['unknownSettings'];
}

export function runDocument(history: History, run: Run): RunDocument {
  const { id, ...rest } = run;
  const study = history.studies.find(run.study)!;
  return {
    run: id,
    name: runName(study, run),
    ...rest,
    epochs: history.curves.epochs(id),
    artefacts: history.runs.artefacts(id),
    unknownSettings: study.unknownSettings,
  };
}

export function runText(run: RunDocument): string {
  return [
    formatPairs([
      ['Run', run.run],
      ['Name', run.name],
      ['State', run.reason ? `${run.state} (${run.reason})` : run.state],
      ['Parameters', whole(run.parameters)],
      ['Steps', whole(run.step)],
      ['Started', run.startedAt],
      ['Ended', run.finishedAt],
      ['Tags', run.tags.join(', ')],
      ['Notes', run.notes],
    ]),
    section(
      'Configuration',
      formatPairs(Object.entries(run.configuration).map(([key, value]) => [key, String(value)])),
    ),
    section(
      'Unknown settings, kept without effect',
      formatPairs(Object.entries(run.unknownSettings).map(([key, value]) => [key, JSON.stringify(value)])),
    ),
    ...(run.origin ? [section('Trained elsewhere', originText(run.origin))] : []),
    section('Epochs', epochsTable(run.epochs)),
    section('Evaluations', evaluationsText(run.evaluations)),
    section(
      'Files, in the home folder',
      formatTable(
        ['kind', 'bytes', 'SHA-256', 'path'],
        run.artefacts.map(({ kind, bytes, sha256, path }) => [kind, whole(bytes), sha256.slice(0, 16), path]),
      ),
    ),
    section(
      'Environment',
      run.environment
        ? formatPairs(Object.entries(run.environment).map(([key, value]) => [key, String(value ?? '–')]))
        : run.origin
          ? 'not known of a run that was trained elsewhere'
          : 'not known before the run starts',
    ),
  ].join('\n\n');
}

function epochsTable(epochs: readonly EpochRecord[]): string {
  return formatTable(
    [
      'epoch',
      'train loss',
      'validation loss',
      'free-running',
      'learning rate',
      'tokens/s',
      'seconds',
      'validation seconds',
      'best',
    ],
    epochs.map((epoch) => [
      epoch.epoch,
      decimal(epoch.trainLoss, 4),
      decimal(epoch.validationLossTeacherForced, 4),
      decimal(epoch.validationLossFreeRunning, 4),
      Number.isNaN(epoch.learningRate) ? null : epoch.learningRate.toPrecision(3),
      whole(Math.round(epoch.tokensPerSecond)),
      decimal(epoch.seconds, 1),
      decimal(epoch.validationSeconds, 1),
      epoch.best ? 'yes' : '',
    ]),
  );
}

function section(title: string, text: string): string {
  return `${title}\n${(text || 'none').replace(/^(?=.)/gm, '  ')}`;
}

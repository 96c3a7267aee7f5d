import type { ImportJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import type { ImportedRun, ImportedStudy } from '../../../src-shared/domain/import';
import type { SplitRecord } from '../../../src-shared/domain/data';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import { GuardedReader } from '../checkpoint/pytorch/guarded-reader';
import { type ImportPlan, planImport, type PlannedRun } from '../checkpoint/pytorch/notebook/import-plan';
import { type NotebookFolder, readNotebookFolder } from '../checkpoint/pytorch/notebook/notebook-folder';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { JobHost } from '../job-host';
import { INITIAL_STATE, type TrainingState } from '../training/training-state';
import { storeExamples } from './add-data-job';
import { withParity } from './imported-parity';
import { parityNotice } from './notices';
import { jobWork } from './progress';

/**
 * Brings in what PyTorch left. Everything is read and checked before the first file is written; the host records the study
 * when all files are there, and removes them when it does not come to that.
 */
export async function runImportJob(job: ImportJob, host: JobHost): Promise<void> {
  const folder = await readNotebookFolder(job.path, new GuardedReader(jobWork(host)));
  const plan = await checkedPlan(planImport(folder, job.settings), folder);
  for (const message of plan.notices) host.emit({ type: 'notice', message });
  if (job.preview) {
    const runs = plan.runs.map((run) => importedRun(job, run, []));
    return host.emit({ type: 'import-preview', imported: importedStudy(job, plan, null, runs) });
  }
  host.emit({ type: 'imported', imported: await write(job, plan, host) });
}

/** The plan with what parity certificates show. */
async function checkedPlan(plan: ImportPlan, folder: NotebookFolder): Promise<ImportPlan> {
  const runs: PlannedRun[] = [];
  for (const run of plan.runs) runs.push(await withParity(run, folder));
  const notices = runs.map(({ architecture, origin }) => parityNotice(architecture, origin.parity));
  return { ...plan, runs, notices: [...plan.notices, ...notices.filter((notice) => notice !== null)] };
}

/** Writes all files of the study and its runs. */
async function write(job: ImportJob, plan: ImportPlan, host: JobHost): Promise<ImportedStudy> {
  const notices: string[] = [];
  const noting: JobHost = {
    ...host,
    emit: (event) => {
      if (event.type === 'notice') notices.push(event.message);
      host.emit(event);
    },
  };
  const folder = StudyFolder.of(job.home, job.study);
  const split = await writeStudy(job, plan, folder, noting);
  const shared = await folder.artefacts(job.home);
  const runs: ImportedRun[] = [];
  for (const run of plan.runs) {
    host.control.throwIfStopping();
    runs.push(importedRun(job, run, [...shared, ...(await writeRun(job, run))]));
  }
  return importedStudy(job, { ...plan, notices: [...plan.notices, ...notices] }, split, runs);
}

/** @throws UserError for data without the tokenizers to encode them with. */
async function writeStudy(
  { home, source }: ImportJob,
  { configuration, vocabularies }: ImportPlan,
  folder: StudyFolder,
  host: JobHost,
): Promise<SplitRecord | null> {
  if (source && !vocabularies)
    throw new UserError(
      `${source.location}: data can only be added with the tokenizers that they are encoded with; put src_tokenizer.json and ` +
        'tgt_tokenizer.json beside the checkpoint',
    );
  const split =
    source &&
    vocabularies &&
    (await storeExamples({ home, source, configuration }, vocabularies, folder, host));
  await folder.saveConfiguration(configuration);
  if (vocabularies) await folder.saveVocabularies(vocabularies);
  if (split) await folder.saveRecord(split);
  return split;
}

async function writeRun({ home, study, runs }: ImportJob, run: PlannedRun): Promise<ArtefactRecord[]> {
  const { architecture, configuration, model } = run;
  const folder = new RunFolder(home, runs[architecture]);
  const description = await folder.saveDescription({ study, architecture, configuration });
  return model ? [description, await folder.saveWeights(model.weights, stateOf(run))] : [description];
}

/** The state of a best checkpoint: no step of it is known, but what epoch it is of may be. */
function stateOf({ epochs, configuration }: PlannedRun): TrainingState {
  const best = epochs.findLast((epoch) => epoch.best) ?? null;
  const loss =
    best &&
    (configuration.CHECKPOINT_CRITERION === 'teacher-forced'
      ? best.validationLossTeacherForced
      : best.validationLossFreeRunning);
  return {
    ...INITIAL_STATE,
    gradients: null,
    epoch: best?.epoch ?? 0,
    bestEpoch: best?.epoch ?? null,
    bestValidationLoss: loss !== null && Number.isFinite(loss) ? loss : null,
  };
}

function importedRun(
  job: ImportJob,
  { model: _model, ...run }: PlannedRun,
  artefacts: readonly ArtefactRecord[],
): ImportedRun {
  return { run: job.runs[run.architecture], ...run, artefacts };
}

function importedStudy(
  { study, name, source, path }: ImportJob,
  { configuration, unknownSettings, notices }: ImportPlan,
  split: SplitRecord | null,
  runs: readonly ImportedRun[],
): ImportedStudy {
  return {
    study,
    name,
    source: source ?? { location: path },
    configuration,
    unknownSettings,
    split,
    notices,
    runs,
  };
}

import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type {
  AddDataJob,
  AttentionJob,
  EvaluateJob,
  ImportJob,
  MemorisationJob,
  TrainJob,
} from '../../src-shared/contract/engine/jobs';
import type { Architecture } from '../../src-shared/domain/architecture';
import { assertNever } from '../../src-shared/domain/errors';
import { findingNotice, interventionNotice } from '../../src-shared/format/training';
import type { History } from './history';

/**
 * Writes the events of one job into the history, in the order in which the engine emits them. A host records an event before
 * it shows it to anybody.
 */
export class Recorder {
  private readonly runs: readonly string[];

  constructor(
    private readonly history: History,
    private readonly job:
      | TrainJob
      | EvaluateJob
      | AttentionJob
      | Pick<MemorisationJob, 'kind' | 'study'>
      | ImportJob
      | AddDataJob,
  ) {
    this.runs = job.kind === 'train' ? job.runs.map(({ run }) => run) : [];
  }

  /** @throws UserError when the history cannot be written, also for an earlier event whose row waited in memory. */
  record(event: EngineEvent): void {
    const { analyses, curves, predictions, probes, runs, studies, trainingLog } = this.history;
    switch (event.type) {
      case 'notice':
        // Those of an import come with the imported study.
        if (this.job.kind === 'train' || this.job.kind === 'add-data')
          studies.addNotice(this.job.study, event.message);
        return;
      case 'imported':
        return this.history.addImported(event.imported);
      case 'split-ready':
        if (this.job.kind === 'add-data') studies.setSource(this.job.study, this.job.source);
        return studies.setSplit(event.study, event.split);
      case 'run-started':
        return this.history.startRun(event.run, event, event.done);
      case 'step':
        return curves.addStep(event.run, event.record);
      case 'epoch':
        return curves.addEpoch(event.run, event.record);
      case 'probes':
        return probes.record(this.job.study, event.run, event.epoch, event.records);
      case 'finding':
        trainingLog.addFinding(event.run, event.told);
        return this.addNotice(event.run, (architecture) => findingNotice(architecture, event.told));
      case 'intervention':
        trainingLog.addIntervention(event.run, event.intervention);
        return this.addNotice(event.run, (architecture) =>
          interventionNotice(architecture, event.intervention),
        );
      case 'resources':
        return trainingLog.addResources(event.run, event.sample);
      case 'artefact':
        return runs.addArtefact(event.run, event.record);
      case 'run-paused':
        return runs.pause(event.run);
      case 'run-continued':
        return runs.continue(event.run);
      case 'evaluation':
        return predictions.record(this.job.study, event.summary, event.predictions);
      case 'attention':
      case 'memorisation':
        return analyses.record(event.type, event, event.report);
      case 'run-ended':
        this.history.flush();
        return runs.end(event.run, event.state, event.reason);
      case 'job-done':
        this.history.flush();
        return runs.endActive(this.runs, 'stopped', 'Stopped before it was trained');
      case 'job-failed':
        this.history.flush();
        return runs.endActive(this.runs, 'failed', event.message);
      case 'flush':
        return this.history.makeDurable();
      case 'progress':
      case 'generations':
      case 'data-report':
      case 'comparison':
      case 'decoder-comparison':
      case 'diagnosis':
      case 'trial':
      case 'import-preview':
      case 'file-written':
      case 'report-written':
      case 'bundle-unpacked':
      case 'verification':
      case 'report-verification':
      case 'exported':
        return;
      default:
        assertNever(event);
    }
  }

  /** For those who read of the study without its curves, as in its report. */
  private addNotice(run: string, words: (architecture: Architecture) => string): void {
    const trained = this.job.kind === 'train' ? this.job.runs.find((job) => job.run === run) : undefined;
    if (trained) this.history.studies.addNotice(this.job.study, words(trained.architecture));
  }

  /** Marks what the job did not finish, when the engine ended without a last event. */
  interrupt(reason: string): void {
    this.history.flush();
    this.history.runs.endActive(this.runs, 'interrupted', reason);
  }
}

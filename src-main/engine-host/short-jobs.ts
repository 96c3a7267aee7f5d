import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type {
  AddDataJob,
  AttentionJob,
  BundleJob,
  DiagnoseJob,
  EngineJob,
  EvaluateJob,
  ExportJob,
  GenerateJob,
  ImportJob,
  InspectJob,
  PassportJob,
  TrialJob,
  UnpackJob,
  VerifyJob,
  VerifyReportJob,
} from '../../src-shared/contract/engine/jobs';
import type { StoredJob } from '../../src-shared/contract/engine/stored-jobs';
import type { DataReport } from '../../src-shared/domain/data';
import type { Diagnosis } from '../../src-shared/domain/diagnosis';
import type { TrialResult } from '../../src-shared/domain/estimate/estimate';
import { UserError } from '../../src-shared/domain/errors';
import type { ImportedStudy } from '../../src-shared/domain/import';
import type { Generation } from '../../src-shared/domain/run';
import type { DecoderComparison, RunComparison } from '../../src-shared/domain/run-comparison';
import type { PassportVerification, ReportVerification } from '../../src-shared/domain/verification';
import { Answering } from './answering';
import { EngineClient } from './engine-client';
import type { EngineProcess, ProcessLauncher } from './engine-process';
import { answerOfJob, CLOSING, type ProgressEvent } from './job-answer';
import { JobLine } from './job-line';

export type { ProgressEvent } from './job-answer';

/** Jobs that answer a request. They run beside training, each kind in processes of its own. */
export class ShortJobs {
  private readonly answering: Answering;
  private readonly inspection: SingleJob;
  private readonly importing: SingleJob;
  private readonly evaluations: JobLine;
  private readonly diagnoses: JobLine;
  private readonly trial: SingleJob;
  private readonly atWork = new Set<EngineClient>();

  constructor(private readonly launch: ProcessLauncher) {
    this.answering = new Answering(launch);
    this.inspection = new SingleJob(() => launch('Unroll data inspection'), 'The inspection was cancelled');
    this.importing = new SingleJob(() => launch('Unroll import'), 'The import was cancelled');
    this.evaluations = new JobLine(() => launch('Unroll evaluation'), 'It was cancelled');
    this.diagnoses = new JobLine(() => launch('Unroll diagnosis'), 'The diagnosis was cancelled');
    this.trial = new SingleJob(() => launch('Unroll trial'), 'The trial was cancelled');
  }

  /**
   * Reads a data source and reports on it, in place of an earlier inspection that is still at work.
   * @throws UserError when the inspection was cancelled, or when the source has a fault that the user can mend.
   */
  inspect(job: InspectJob, onProgress: (event: ProgressEvent) => void): Promise<DataReport> {
    return this.inspection.run(job, onProgress, (event) =>
      event.type === 'data-report' ? event.report : null,
    );
  }

  /** Ends the inspection that is at work, if there is one; its request is rejected. */
  cancelInspection(): void {
    this.inspection.cancel();
  }

  /** Tells how fast training is, in place of an earlier trial that is still at work. */
  try(job: TrialJob, onProgress: (event: ProgressEvent) => void): Promise<TrialResult> {
    return this.trial.run(job, onProgress, (event) => (event.type === 'trial' ? event.result : null));
  }

  /** Ends the trial that is at work, if there is one; its request is rejected. */
  cancelTrial(): void {
    this.trial.cancel();
  }

  /**
   * Imports, or tells what would be imported, in place of an earlier import that is still at work. `record` hears every
   * event before the answer is given.
   * @throws UserError when the import was cancelled, or when something is wrong with what is imported.
   */
  importStudy(
    job: ImportJob,
    record: (event: EngineEvent) => void,
    onProgress: (event: ProgressEvent) => void,
  ): Promise<ImportedStudy> {
    return this.importing.run(job, onProgress, (event) => {
      record(event);
      return event.type === 'imported' || event.type === 'import-preview' ? event.imported : null;
    });
  }

  /** Gives data to an imported study. As `importStudy`, and in place of an import that is at work. */
  async addData(
    job: AddDataJob,
    record: (event: EngineEvent) => void,
    onProgress: (event: ProgressEvent) => void,
  ): Promise<void> {
    await this.importing.run(job, onProgress, (event) => {
      record(event);
      return event.type === 'split-ready' ? event.split : null;
    });
  }

  /** Ends the import that is at work, if there is one; its request is rejected. */
  cancelImport(): void {
    this.importing.cancel();
  }

  /**
   * Answers texts. Of an asker the newest question counts alone.
   * @throws UserError when a later question took the place of this one.
   */
  generate(
    job: GenerateJob,
    onProgress: (event: ProgressEvent) => void,
    asker: string | null = null,
  ): Promise<readonly Generation[]> {
    return this.answering.ask(job, onProgress, asker);
  }

  /** The answer to what the asker has asked is not needed any more. */
  cancelGeneration(asker: string): void {
    this.answering.cancel(asker);
  }

  /**
   * Says what is wrong with a run, after those that were asked about before.
   * @throws UserError when it was cancelled.
   */
  diagnose(job: DiagnoseJob, onProgress: (event: ProgressEvent) => void): Promise<Diagnosis> {
    return this.diagnoses.run(job.recorded.id, job, onProgress, (event) =>
      event.type === 'diagnosis' ? event.diagnosis : null,
    );
  }

  /** Ends the diagnosis of a run, at work or waiting; its requests are rejected. */
  cancelDiagnosis(run: string): void {
    this.diagnoses.cancel(run);
  }

  /** Compares what runs wrote for the same examples. */
  compare(job: StoredJob<'compare'>, onProgress: (event: ProgressEvent) => void): Promise<RunComparison> {
    return this.beside('Unroll comparison', job, onProgress, (event) =>
      event.type === 'comparison' ? event.comparison : null,
    );
  }

  /** Compares what each run wrote by its two decoders. */
  compareDecoders(
    job: StoredJob<'compare-decoders'>,
    onProgress: (event: ProgressEvent) => void,
  ): Promise<DecoderComparison> {
    return this.beside('Unroll comparison', job, onProgress, (event) =>
      event.type === 'decoder-comparison' ? event.comparison : null,
    );
  }

  /** Evaluates a run, or analyses an evaluation of it, after those that were asked for before. As `importStudy`. */
  async evaluate(
    run: string,
    job: EvaluateJob | AttentionJob | StoredJob<'memorisation'>,
    record: (event: EngineEvent) => void,
    onProgress: (event: ProgressEvent) => void,
  ): Promise<void> {
    const asked = job.kind === 'stored' ? job.asked : job.kind;
    const event = asked === 'evaluate' ? 'evaluation' : asked;
    await this.evaluations.run(run, job, onProgress, (told) => {
      record(told);
      return told.type === event ? told : null;
    });
  }

  /** Ends what `evaluate` does with a run, at work or waiting; its requests are rejected. */
  cancelEvaluation(run: string): void {
    this.evaluations.cancel(run);
  }

  /** Writes a file or folder about a run or a study. */
  async write(
    job: PassportJob | BundleJob | ExportJob | StoredJob<'report'>,
    onProgress: (event: ProgressEvent) => void,
  ): Promise<void> {
    await this.beside(`Unroll ${job.kind === 'stored' ? job.asked : job.kind}`, job, onProgress, (event) =>
      ['file-written', 'exported', 'report-written'].includes(event.type) ? event : null,
    );
  }

  /** Says whether a passport is true. */
  verify(job: VerifyJob, onProgress: (event: ProgressEvent) => void): Promise<PassportVerification> {
    return this.beside('Unroll verification', job, onProgress, (event) =>
      event.type === 'verification' ? event.verification : null,
    );
  }

  /** Says whether a report page is what was written. */
  verifyReport(job: VerifyReportJob): Promise<ReportVerification> {
    return this.beside(
      'Unroll verification',
      job,
      () => {},
      (event) => (event.type === 'report-verification' ? event.verification : null),
    );
  }

  /** Unpacks a bundle, which `record` takes in; in place of an import that is at work. */
  async unpack(
    job: UnpackJob,
    record: (unpacked: Extract<EngineEvent, { type: 'bundle-unpacked' }>) => void,
    onProgress: (event: ProgressEvent) => void,
  ): Promise<{ readonly study: string }> {
    return this.importing.run(job, onProgress, (event) => {
      if (event.type !== 'bundle-unpacked') return null;
      record(event);
      return { study: event.bundled.study };
    });
  }

  /** Several at once, each in a process of its own. */
  private async beside<Answer>(
    title: string,
    job: EngineJob | StoredJob,
    onProgress: (event: ProgressEvent) => void,
    read: (event: EngineEvent) => Answer | null,
  ): Promise<Answer> {
    const client = new EngineClient(this.launch(title));
    this.atWork.add(client);
    try {
      return await answerOfJob(client, job, onProgress, read);
    } finally {
      this.atWork.delete(client);
      client.kill('Its job has ended');
    }
  }

  /** Lets the next question be answered by a new process, with the settings of that time. */
  renew(): void {
    this.answering.renew();
  }

  /** Ends all processes; requests that wait for them are rejected. */
  close(): void {
    this.answering.close();
    this.inspection.close();
    this.importing.close();
    this.evaluations.close();
    this.trial.close();
    for (const client of this.atWork) client.kill(CLOSING);
  }
}

/** Jobs of which one works at a time, in a process of its own; a new one takes the place of one at work. */
class SingleJob {
  private client: EngineClient | null = null;

  constructor(
    private readonly launch: () => EngineProcess,
    private readonly cancelled: string,
  ) {}

  async run<Answer>(
    job: EngineJob,
    onProgress: (event: ProgressEvent) => void,
    read: (event: EngineEvent) => Answer | null,
  ): Promise<Answer> {
    this.cancel();
    const client = new EngineClient(this.launch());
    this.client = client;
    try {
      return await answerOfJob(client, job, onProgress, read);
    } catch (error) {
      throw this.client === client ? error : new UserError(this.cancelled);
    } finally {
      if (this.client === client) this.client = null;
      client.kill('Its job has ended');
    }
  }

  cancel(): void {
    const { client } = this;
    this.client = null;
    client?.kill('It was cancelled');
  }

  close(): void {
    this.client?.kill(CLOSING);
  }
}

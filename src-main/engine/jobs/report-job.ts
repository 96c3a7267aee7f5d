import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagnoseJob, GenerateJob, ReportJob } from '../../../src-shared/contract/engine/jobs';
import type { Diagnosis } from '../../../src-shared/domain/diagnosis';
import { UserError } from '../../../src-shared/domain/errors';
import type { AttentionFacts, AttentionSample, ReportData } from '../../../src-shared/domain/report';
import type { Generation } from '../../../src-shared/domain/run';
import { writeFileAtomically } from '../../files/atomic-file';
import type { JobHost } from '../job-host';
import { chooseForAttention } from '../report/attention-choice';
import { runDiagnoseJob } from './diagnose-job';
import { runGenerateJob } from './generate-job';
import { jobWork } from './progress';

/** Decimals of attention weights: more cannot be seen. */
const WEIGHT_DECIMALS = 4;

/**
 * Writes a study as one page, and its figures as files where they are wanted: what the history holds, a few examples
 * decoded again with attention, and what is wrong with each run.
 * @throws UserError when a file cannot be written.
 */
export async function runReportJob(job: ReportJob, host: JobHost): Promise<void> {
  const attention = await attentionFacts(job, host);
  const diagnosis = { diagnoses: await diagnoses(job, host), reason: null };
  const { progress, breathe } = jobWork(host);
  progress('Drawing the report', 0, null, 'pages');
  await breathe();
  const written = await writeReport({ ...job.recorded, attention, diagnosis }, job);
  host.emit({ type: 'report-written', ...written });
}

async function attentionFacts(job: ReportJob, host: JobHost): Promise<AttentionFacts> {
  const { attentive, recorded } = job;
  if (attentive.length === 0) return { samples: [], reason: 'No run of this study has attention.' };
  const samples: AttentionSample[] = [];
  try {
    for (const { run, whyNot } of attentive) {
      const facts = recorded.predictions.find((candidate) => candidate.run === run);
      if (!facts) continue;
      if (whyNot !== null) throw new UserError(whyNot);
      const indices = chooseForAttention(recorded.examples, facts.answers, job.heatmaps);
      const generations = await answersWithAttention(job, run, indices, host);
      samples.push(...generations.map((generation, place) => sampleOf(generation, indices[place])));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { samples, reason: `Not all could be decoded again: ${error.message}.` };
  }
  const reason = samples.length === 0 ? 'The run with attention wrote nothing that could be shown.' : null;
  return { samples, reason };
}

async function answersWithAttention(
  { home, recorded }: ReportJob,
  run: string,
  indices: readonly number[],
  host: JobHost,
): Promise<readonly Generation[]> {
  if (indices.length === 0) return [];
  const texts = indices.map((index) => recorded.examples.find((example) => example.index === index)!.source);
  const job: GenerateJob = { kind: 'generate', home, runs: [run], texts, beamSize: 1, attention: true };
  let generations: readonly Generation[] = [];
  await runGenerateJob(job, {
    ...host,
    emit: (event) => {
      if (event.type === 'generations') generations = event.generations;
      else host.emit(event);
    },
  });
  return generations;
}

function sampleOf({ run, sourceTokens, hypotheses }: Generation, index: number): AttentionSample {
  const [{ tokens, attention }] = hypotheses;
  const weights = (attention ?? []).map((row) =>
    row.map((weight) => Number(weight.toFixed(WEIGHT_DECIMALS))),
  );
  const generatedTokens = weights.length > tokens.length ? [...tokens, '<EOS>'] : tokens;
  return { run, index, sourceTokens, generatedTokens, weights };
}

async function diagnoses({ home, diagnosed }: ReportJob, host: JobHost): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  for (const recorded of diagnosed) {
    const job: DiagnoseJob = { kind: 'diagnose', home, recorded };
    await runDiagnoseJob(job, {
      ...host,
      emit: (event) => {
        if (event.type === 'diagnosis') found.push(event.diagnosis);
        else host.emit(event);
      },
    });
  }
  return found;
}

async function writeReport(data: ReportData, { path, figures }: Pick<ReportJob, 'path' | 'figures'>) {
  // What draws is loaded by the jobs that draw alone.
  const { renderPage } = await import('../report/page');
  const { figureFiles } = await import('../report/figure-files');
  const page = renderPage(data);
  const files = figures === null ? [] : figureFiles(data);
  try {
    if (figures !== null) mkdirSync(figures, { recursive: true });
    for (const { name, content } of files) await writeFileAtomically(join(figures!, name), content);
    const { bytes, sha256 } = await writeFileAtomically(path, page);
    return { path, bytes, sha256, figures: files.map(({ name }) => join(figures!, name)) };
  } catch (error) {
    const { path: failed, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${failed ?? path}: cannot be written (${message})`);
  }
}

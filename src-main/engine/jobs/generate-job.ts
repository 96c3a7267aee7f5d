import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { GenerateJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import type { Generation } from '../../../src-shared/domain/run';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import { KeptLayout } from '../decoding/decoding-layout';
import type { JobHost } from '../job-host';
import { JobStopped } from '../job-control';
import { createEmptyModel } from '../model/create-model';
import { countParameters } from '../../../src-shared/domain/model/parameter-definitions';
import { modelOptions } from '../../../src-shared/domain/model/model-options';
import { selectBackend } from '../tensor/select-backend';
import { type AnsweringRun, answerTexts } from './answer-texts';
import { askedOften } from './progress';

/** Answers every text with every run: runs in the given order, texts within them. */
export async function runGenerateJob(job: GenerateJob, host: JobHost): Promise<void> {
  const generations: Generation[] = [];
  const mayStillGoOn = askedOften(host);
  for (const run of job.runs) {
    const answers = await answerTexts(await loadRun(job.home, run), job, mayStillGoOn);
    if (answers === null) throw new JobStopped();
    generations.push(...answers.map((answer) => ({ run, ...answer })));
  }
  host.emit({ type: 'generations', generations });
}

interface LoadedRun extends AnsweringRun {
  readonly kept: KeptLayout;
  /** Changes when the checkpoint does. */
  readonly version: string;
}

/** Models stay loaded for the next question, the most recently asked last. */
const loadedRuns = new Map<string, LoadedRun>();
/** Numbers of all loaded models together, each of which takes up to twenty bytes with its two moments and its layout: a dozen models of the published size. */
const MOST_NUMBERS = 100_000_000;

async function loadRun(home: string, run: string): Promise<LoadedRun> {
  const key = join(home, run);
  const folder = new RunFolder(home, run);
  const version = checkpointVersion(home, run);
  const known = loadedRuns.get(key);
  loadedRuns.delete(key);
  if (known && known.version === version) {
    loadedRuns.set(key, known);
    return known;
  }
  if (known) unload(known);
  const description = await folder.loadDescription();
  const vocabularies = await StudyFolder.of(home, description.study).loadVocabularies();
  const sizes = {
    source: vocabularies.sourceVocabulary.size,
    target: vocabularies.targetVocabulary.size,
  };
  const { architecture, configuration } = description;
  const options = modelOptions(architecture, configuration, sizes);
  const model = createEmptyModel(await selectBackend(), options);
  await folder.load('best', model);
  const kept = new KeptLayout(model);
  const loaded = { model, layout: kept.layout, kept, description, vocabularies, version };
  loadedRuns.set(key, loaded);
  forgetOldest();
  return loaded;
}

function checkpointVersion(home: string, run: string): string {
  const path = join(home, 'runs', run, 'best.safetensors');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats)
    throw new UserError(`${path}: the run has no best checkpoint yet; train it for at least one epoch`);
  return `${stats.mtimeMs}:${stats.size}`;
}

/** The newest stays whatever its size. */
function forgetOldest(): void {
  let numbers = [...loadedRuns.values()].reduce((sum, run) => sum + numbersOf(run), 0);
  for (const [key, run] of [...loadedRuns].slice(0, -1)) {
    if (numbers <= MOST_NUMBERS) return;
    numbers -= numbersOf(run);
    unload(run);
    loadedRuns.delete(key);
  }
}

function unload({ kept, model }: LoadedRun): void {
  kept.dispose();
  model.parameters.dispose();
}

function numbersOf({ model }: LoadedRun): number {
  return countParameters(model.parameters.definitions);
}

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { GenerateJob } from '../../../src-shared/contract/engine';
import { UserError } from '../../../src-shared/domain/errors';
import type { Generation } from '../../../src-shared/domain/run';
import { RunFolder, type RunDescription } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { Vocabularies } from '../data/prepare';
import { decodeAll } from '../decoding/decode';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import { shownTokens } from '../decoding/shown-tokens';
import type { JobHost } from '../job-host';
import { JobStopped } from '../job-control';
import { createEmptyModel } from '../model/create-model';
import { modelOptions } from '../model/model-options';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { Replicas } from '../replicas/replicas';
import { selectBackend } from '../tensor/select-backend';
import { unpaddedLength } from '../model/packing';
import { mayGoOn } from './progress';

/** Answers every text with every run: runs in the given order, texts within them. */
export async function runGenerateJob(job: GenerateJob, host: JobHost): Promise<void> {
  const generations: Generation[] = [];
  for (const run of job.runs) {
    const loaded = await loadRun(job.home, run);
    const decoded = await decodeTexts(loaded, job, host);
    generations.push(
      ...decoded.map((hypotheses, index) => asGeneration(run, loaded, job.texts[index], hypotheses)),
    );
  }
  host.emit({ type: 'generations', generations });
}

interface LoadedRun {
  readonly model: SequenceToSequence;
  readonly description: RunDescription;
  readonly vocabularies: Vocabularies;
  /** Changes when the checkpoint does. */
  readonly version: string;
}

/** Models stay loaded for the next question, the most recently asked last. */
const loadedRuns = new Map<string, LoadedRun>();
const MOST_LOADED = 6;

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
  known?.model.parameters.dispose();
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
  const loaded = { model, description, vocabularies, version };
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

function forgetOldest(): void {
  const [oldest] = loadedRuns.keys();
  if (loadedRuns.size <= MOST_LOADED) return;
  loadedRuns.get(oldest)!.model.parameters.dispose();
  loadedRuns.delete(oldest);
}

async function decodeTexts(
  loaded: LoadedRun,
  job: GenerateJob,
  host: JobHost,
): Promise<DecodedHypothesis[][]> {
  const { configuration } = loaded.description;
  const sources = job.texts.map((text) =>
    loaded.vocabularies.sourceVocabulary.encode(text, configuration.MAX_DOCSTRING_LEN),
  );
  const options = {
    beamSize: job.beamSize,
    maximumLength: configuration.MAX_CODE_LEN - 1,
    lengthNormalisation: configuration.LENGTH_NORMALISATION,
    attention: job.attention,
  };
  const decoded = await decodeAll(Replicas.single(loaded.model), sources, options, () => mayGoOn(host));
  if (decoded === null) throw new JobStopped();
  return decoded;
}

function asGeneration(
  run: string,
  loaded: LoadedRun,
  text: string,
  hypotheses: readonly DecodedHypothesis[],
): Generation {
  const { sourceVocabulary: source, targetVocabulary: target } = loaded.vocabularies;
  const ids = source.encode(text, loaded.description.configuration.MAX_DOCSTRING_LEN);
  return {
    run,
    architecture: loaded.description.architecture,
    sourceTokens: Array.from(ids.subarray(0, unpaddedLength(ids)), (id) => source.token(id)),
    hypotheses: hypotheses.map((hypothesis) => ({
      ...shownTokens(hypothesis, target),
      logProbability: hypothesis.logProbability,
    })),
  };
}

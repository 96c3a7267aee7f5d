import type { TrialJob } from '../../../src-shared/contract/engine/jobs';
import type { Architecture } from '../../../src-shared/domain/architecture';
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { Observation } from '../../../src-shared/domain/estimate/estimate';
import { modelOptionsOf, workOf } from '../../../src-shared/domain/estimate/work';
import type { EncodedPair } from '../data/prepare';
import type { JobHost } from '../job-host';
import { createEmptyModel } from '../model/create-model';
import { withReplicas, type Replicas } from '../replicas/replicas';
import { SeededRandom } from '../tensor/seeded-random';
import { selectBackend } from '../tensor/select-backend';
import type { TensorOperations } from '../tensor/tensor-operations';
import { EOS, SOS, SPECIAL_TOKENS } from '../text/special-tokens';
import { optimisationStep } from '../training/optimisation-step';
import { meanLoss } from '../training/validation';

/** The first steps lay out buffers and are slower. */
const WARM_UP_STEPS = 2;
/** Enough that a single slow step does not decide; large models are cut short. */
const MOST_STEPS = 6;
const MOST_MILLISECONDS = 3000;
/** Lengths are spread evenly around their mean, this share of it to both sides. */
const LENGTH_SPREAD = 0.5;

/** Trains each architecture for a few steps on made-up examples, and tells how long that took. */
export async function runTrialJob(job: TrialJob, host: JobHost): Promise<void> {
  const ops = await selectBackend();
  const observations: Observation[] = [];
  for (const [done, architecture] of job.architectures.entries()) {
    host.control.throwIfStopping();
    host.emit({
      type: 'progress',
      activity: `Trying ${ARCHITECTURE_TITLES[architecture]}`,
      done,
      total: job.architectures.length,
      unit: 'architectures',
    });
    observations.push(await tryArchitecture(ops, job, architecture));
  }
  // In kilobytes on all platforms: Node converts.
  const memory = process.resourceUsage().maxRSS * 1024;
  host.emit({ type: 'trial', result: { observations, memory } });
}

async function tryArchitecture(
  ops: TensorOperations,
  job: TrialJob,
  architecture: Architecture,
): Promise<Observation> {
  const { configuration, data } = job;
  const model = createEmptyModel(ops, modelOptionsOf(architecture, configuration, data));
  try {
    return await withReplicas(model, async (replicas) => {
      const { steps, seconds } = await timedSteps(replicas, job);
      const validation = await timedValidation(replicas, job);
      const examples = { ...data, train: steps * configuration.BATCH_SIZE, validation: validation.examples };
      const work = workOf(architecture, configuration, examples);
      return {
        label: 'Trial run',
        architecture,
        isTrial: true,
        overhead: Number.NaN,
        work,
        seconds: {
          epoch: seconds,
          validation: validation.seconds,
          // Decoding is validation's forward pass step by step; it is not tried.
          evaluation: (validation.seconds * work.evaluation) / work.validation,
        },
      };
    });
  } finally {
    model.parameters.dispose();
  }
}

async function timedSteps(replicas: Replicas, job: TrialJob): Promise<{ steps: number; seconds: number }> {
  let started = 0;
  let steps = 0;
  for (let step = 1; steps < MOST_STEPS; step++) {
    if (step === WARM_UP_STEPS + 1) started = performance.now();
    const examples = madeUpExamples(job, step);
    const batch = {
      sources: examples.map(({ source }) => source),
      targets: examples.map(({ target }) => target),
    };
    await optimisationStep(replicas, job.configuration, batch, step, WARM_UP_STEPS + MOST_STEPS);
    steps = Math.max(0, step - WARM_UP_STEPS);
    if (steps > 0 && performance.now() - started > MOST_MILLISECONDS) break;
  }
  return { steps, seconds: (performance.now() - started) / 1000 };
}

/** Both losses of a batch for each replica. */
async function timedValidation(
  replicas: Replicas,
  job: TrialJob,
): Promise<{ examples: number; seconds: number }> {
  const examples = Array.from({ length: replicas.count }, (_, index) =>
    madeUpExamples(job, -1 - index),
  ).flat();
  const { BATCH_SIZE } = job.configuration;
  const started = performance.now();
  for (const feeding of ['teacher-forced', 'free-running'] as const)
    await meanLoss(replicas, examples, BATCH_SIZE, feeding, () => Promise.resolve(true));
  return { examples: examples.length, seconds: (performance.now() - started) / 1000 };
}

/** A batch of random tokens; the stream depends on its index alone. */
function madeUpExamples({ configuration, data }: TrialJob, index: number): EncodedPair[] {
  const random = new SeededRandom(configuration.SEED, `trial:${index}`);
  const between = (least: number, most: number) => least + Math.floor(random.uniform() * (most - least + 1));
  const sentence = (mean: number, longest: number, vocabulary: number) => {
    const half = LENGTH_SPREAD * mean;
    const length = Math.min(longest, Math.max(3, between(Math.round(mean - half), Math.round(mean + half))));
    const tokens = Int32Array.from({ length }, () =>
      between(Math.min(SPECIAL_TOKENS.length, vocabulary - 1), vocabulary - 1),
    );
    tokens[0] = SOS;
    tokens[length - 1] = EOS;
    return tokens;
  };
  return Array.from({ length: configuration.BATCH_SIZE }, () => ({
    source: sentence(data.sourceLength, configuration.MAX_DOCSTRING_LEN, data.sourceVocabulary),
    target: sentence(data.targetLength, configuration.MAX_CODE_LEN, data.targetVocabulary),
  }));
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { epochBatches } from '../../src-main/engine/data/batches';
import type { PreparedData } from '../../src-main/engine/data/prepare';
import { createModel } from '../../src-main/engine/model/create-model';
import type { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import { withReplicas } from '../../src-main/engine/replicas/replicas';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { Progress } from '../benchmark';
import type { ContestantName } from '../peers/contestants';
import { Entrant } from '../peers/entrant';
import type { ContestantVersions } from '../peers/race';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { median } from '../report/statistics';
import { EngineTraining } from '../step/training';
import { writeSentences, writeWorkload } from '../workload/exchange';
import { batchesOf, preparedData } from '../workload/real-data';
import { SPECIFIED_SIZES } from '../workload/sizes';
import { stepConfiguration } from '../workload/workload';

export interface DecodeOptions {
  /** A data source; its test split is decoded. */
  readonly data: string;
  readonly examples: number;
  /** Optimisation steps that the model is trained for first, so that its hypotheses end as those of a model do. */
  readonly trainingSteps: number;
  /** Sentences of the contestant that decodes one at a time. */
  readonly sample: number;
  /** Sentences whose hypotheses are compared with ours one at a time. */
  readonly compared: number;
  readonly rounds: number;
}

/** Times of one way to decode. */
export interface DecodeTimes {
  readonly contestant: ContestantName;
  readonly beamSize: number;
  readonly how: 'in batches' | 'one at a time';
  /** How many sentences each round decoded; fewer than all where one at a time takes too long. */
  readonly sentences: number;
  readonly seconds: readonly number[];
}

/** How many hypotheses two ways to decode have in common. */
export interface Agreement {
  readonly what: string;
  readonly equal: number;
  readonly of: number;
}

export interface DecodeResult {
  readonly architecture: Architecture;
  readonly options: DecodeOptions;
  readonly machine: Machine;
  readonly otherLoadCores: number | null;
  readonly versions: Readonly<Partial<Record<ContestantName, ContestantVersions | null>>>;
  readonly times: readonly DecodeTimes[];
  readonly agreements: readonly Agreement[];
  /** Of the greedy hypotheses. */
  readonly medianLength: number;
  /** Share of the greedy hypotheses that <EOS> ended before the longest length. */
  readonly endedShare: number;
  readonly problems: readonly string[];
}

type Hypotheses = readonly (readonly number[])[];
interface Decoded {
  readonly seconds: number;
  readonly hypotheses: Hypotheses;
}

const BEAM_SIZE = 3;

/** Decodes a test split by our engine in batches, by the expert in batches and by the notebook one at a time, in turn. */
export async function decodeBenchmark(
  architecture: Architecture,
  options: DecodeOptions,
  progress: Progress,
): Promise<DecodeResult> {
  const configuration = stepConfiguration(SPECIFIED_SIZES, { TEST_SIZE: options.examples });
  progress(`Preparing ${options.data}`);
  const data = await preparedData(options.data, configuration);
  const model = createModel(await selectBackend(), architecture, configuration, data);
  await trainBriefly(model, configuration, data, options.trainingSteps, progress);
  const folder = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  try {
    writeWorkload(folder, model, configuration, [], 0);
    model.parameters.dispose();
    const sources = data.test.map(({ source }) => source);
    return await new DecodeRace(
      architecture,
      options,
      configuration.MAX_CODE_LEN - 1,
      sources,
      folder,
      progress,
    ).run();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function trainBriefly(
  model: SequenceToSequence,
  configuration: RunConfiguration,
  { train }: PreparedData,
  steps: number,
  progress: Progress,
): Promise<void> {
  const order = epochBatches(train, configuration, 1);
  await withReplicas(model, async (replicas) => {
    const training = new EngineTraining(replicas, configuration, batchesOf(train, order));
    for (let step = 1; step <= steps; step++) {
      const { loss } = await training.next();
      if (step % 20 === 0) progress(`Training: step ${step} of ${steps}, loss ${loss.toFixed(2)}`);
    }
  });
}

class DecodeRace {
  private readonly entrants = {
    ours: new Entrant('ours'),
    expert: new Entrant('expert'),
    notebook: new Entrant('notebook'),
  };
  private readonly all: string;
  private readonly some: string;
  private readonly sampled: readonly number[];
  private readonly compared: readonly number[];

  constructor(
    private readonly architecture: Architecture,
    private readonly options: DecodeOptions,
    private readonly maximumLength: number,
    private readonly sources: readonly Int32Array[],
    private readonly folder: string,
    private readonly progress: Progress,
  ) {
    this.sampled = spread(options.sample, sources.length);
    this.compared = spread(options.compared, sources.length);
    this.all = writeSentences(folder, 'all', sources);
    this.some = writeSentences(
      folder,
      'sample',
      this.sampled.map((index) => sources[index]),
    );
  }

  async run(): Promise<DecodeResult> {
    const { ours, expert, notebook } = this.entrants;
    const versions: Partial<Record<ContestantName, ContestantVersions | null>> = {};
    for (const entrant of [ours, expert, notebook])
      versions[entrant.name] = await entrant.ask<ContestantVersions>('open', { workload: this.folder });
    const load = new OtherLoad();
    const everything = { how: 'in batches', file: this.all, sentences: this.sources.length } as const;
    const oneByOne = { how: 'one at a time', file: this.some, sentences: this.sampled.length } as const;
    const ways = [
      { entrant: ours, beamSize: 1, ...everything },
      { entrant: expert, beamSize: 1, ...everything },
      { entrant: notebook, beamSize: 1, ...everything },
      { entrant: notebook, beamSize: 1, ...oneByOne },
      { entrant: ours, beamSize: BEAM_SIZE, ...everything },
      { entrant: notebook, beamSize: BEAM_SIZE, ...oneByOne },
    ];
    const seconds = ways.map(() => [] as number[]);
    const found = ways.map((): Hypotheses => []);
    for (let round = 0; round <= this.options.rounds; round++) {
      this.progress(round === 0 ? 'Decoding: warm-up' : `Decoding: round ${round} of ${this.options.rounds}`);
      for (const [way, { entrant, beamSize, file, how }] of ways.entries()) {
        const inBatches = how === 'in batches' && entrant === notebook;
        const decoded = await this.decode(entrant, beamSize, round === 0 ? this.some : file, { inBatches });
        if (decoded === null) continue;
        if (round > 0) seconds[way].push(decoded.seconds);
        found[way] = decoded.hypotheses;
      }
    }
    const otherLoadCores = load.cores();
    const agreements = await this.agreements(found[0], found[1], found[4]);
    for (const entrant of [ours, expert, notebook]) await entrant.close();
    const [greedy] = found;
    return {
      architecture: this.architecture,
      options: this.options,
      machine: describeMachine(),
      otherLoadCores,
      versions,
      times: ways.map(({ entrant, beamSize, sentences, how }, way) => ({
        contestant: entrant.name,
        beamSize,
        how,
        sentences,
        seconds: seconds[way],
      })),
      agreements,
      medianLength: median(greedy.map((ids) => ids.length)),
      endedShare: greedy.filter((ids) => ids.length < this.maximumLength).length / greedy.length,
      problems: [ours, expert, notebook].flatMap(({ problem }) => problem ?? []),
    };
  }

  private async agreements(greedy: Hypotheses, expert: Hypotheses, beam: Hypotheses): Promise<Agreement[]> {
    this.progress('Decoding one at a time, to compare');
    const file = writeSentences(
      this.folder,
      'compared',
      this.compared.map((index) => this.sources[index]),
    );
    const oneByOne = async (beamSize: number) =>
      (await this.decode(this.entrants.ours, beamSize, file, { oneByOne: true }))?.hypotheses ?? [];
    const inBatches = (all: Hypotheses) => this.compared.map((index) => all[index]);
    return [
      agreement('greedy in batches and one at a time', inBatches(greedy), await oneByOne(1)),
      agreement(`beam ${BEAM_SIZE} in batches and one at a time`, inBatches(beam), await oneByOne(BEAM_SIZE)),
      agreement('greedy by Unroll and by PyTorch', greedy, expert),
    ];
  }

  private decode(
    entrant: Entrant,
    beamSize: number,
    sentences: string,
    how: { readonly oneByOne?: boolean; readonly inBatches?: boolean } = {},
  ) {
    const { maximumLength } = this;
    return entrant.ask<Decoded>('decode', { sentences, beamSize, maximumLength, ...how });
  }
}

/** At most `count` places, spread over the split so that they have its lengths. */
function spread(count: number, all: number): number[] {
  const taken = Math.min(count, all);
  return Array.from({ length: taken }, (_, index) => Math.floor((index * all) / taken));
}

function agreement(what: string, a: Hypotheses, b: Hypotheses): Agreement {
  const equal = a.filter((ids, index) => ids.join() === b[index]?.join()).length;
  return { what, equal, of: a.length };
}

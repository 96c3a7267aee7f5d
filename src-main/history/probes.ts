import type { TrainingPosition } from '../../src-shared/contract/engine/events';
import type { EpochProbes } from '../../src-shared/domain/diagnosis';
import type { ProbeOfEpoch, ProbeRecord } from '../../src-shared/domain/run';
import { decodeWeights, encodeWeights } from './attention-weights';
import type { Database } from './database';
import { groupBy } from './grouping';

interface ProbeRow {
  readonly epoch: number;
  readonly position: number;
  readonly source: string;
  readonly reference: string;
  readonly docstring_tokens: number | null;
  readonly hypothesis: string;
  readonly log_probability: number | null;
  readonly attention: Buffer | null;
  readonly attention_columns: number | null;
}

/** What runs wrote for their probe examples after every epoch. */
export class Probes {
  constructor(private readonly database: Database) {}

  /** Records the probes of an epoch in place of earlier ones. */
  record(study: string, run: string, epoch: number, records: readonly ProbeRecord[]): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM probes WHERE run_id = @run AND epoch = @epoch', { run, epoch });
      for (const { index, source, reference, docstringTokens, ...answer } of records) {
        this.database.run(INSERT_EXAMPLE, { study, index, source, reference, docstringTokens });
        this.database.run(
          `INSERT INTO probes VALUES (@run, @epoch, @index, @hypothesis, @logProbability, @weights, @columns)`,
          {
            run,
            epoch,
            index,
            hypothesis: answer.hypothesis,
            logProbability: answer.logProbability,
            weights: answer.attention && encodeWeights(answer.attention),
            columns: answer.attention && (answer.attention[0]?.length ?? 0),
          },
        );
      }
    });
  }

  /** All probes of an epoch, by their positions. */
  ofEpoch(run: string, epoch: number): ProbeOfEpoch[] {
    return this.select('probes.epoch = @epoch', { run, epoch });
  }

  /** One example in the course of training, epoch after epoch. */
  ofExample(run: string, index: number): ProbeOfEpoch[] {
    return this.select('probes.position = @index', { run, index });
  }

  /** What was written for all examples, epoch after epoch. */
  answers(run: string): EpochProbes[] {
    const rows = this.database.all<Pick<ProbeRow, 'epoch' | 'hypothesis' | 'reference'>>(
      `SELECT probes.epoch, probes.hypothesis, examples.reference ${FROM} ORDER BY probes.epoch, probes.position`,
      { run },
    );
    return [...groupBy(rows, ({ epoch }) => epoch)].map(([epoch, examples]) => ({
      epoch: epoch as number,
      examples: examples.map(({ hypothesis, reference }) => ({ hypothesis, reference })),
    }));
  }

  /** Forgets what a resumed run does again. */
  cutAfter(run: string, { epoch }: TrainingPosition): void {
    this.database.run('DELETE FROM probes WHERE run_id = @run AND epoch > @epoch', { run, epoch });
  }

  private select(where: string, parameters: Readonly<Record<string, string | number>>): ProbeOfEpoch[] {
    return this.database
      .all<ProbeRow>(
        `SELECT probes.*, examples.source, examples.reference, examples.docstring_tokens ${FROM} AND ${where}
         ORDER BY probes.epoch, probes.position`,
        parameters,
      )
      .map(probeFrom);
  }
}

const FROM = `
  FROM probes
    JOIN runs ON runs.id = probes.run_id
    JOIN examples ON examples.study_id = runs.study_id AND examples.split = 'validation'
      AND examples.position = probes.position
  WHERE probes.run_id = @run`;

/** Examples of a study are the same for all its runs; that of an evaluation says nothing else. */
const INSERT_EXAMPLE = `
  INSERT OR REPLACE INTO examples (study_id, split, position, source, reference, docstring_tokens)
  VALUES (@study, 'validation', @index, @source, @reference, @docstringTokens)`;

function probeFrom(row: ProbeRow): ProbeOfEpoch {
  return {
    epoch: row.epoch,
    index: row.position,
    source: row.source,
    reference: row.reference,
    docstringTokens: row.docstring_tokens,
    hypothesis: row.hypothesis,
    logProbability: row.log_probability ?? Number.NaN,
    attention: row.attention && decodeWeights(row.attention, row.attention_columns ?? 0),
  };
}

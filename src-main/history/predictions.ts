import type { TrainingPosition } from '../../src-shared/contract/engine/events';
import type { ErrorCategory, FailureCause, TokenClass } from '../../src-shared/domain/analysis';
import type { Answer, Decoder, EvaluationSummary, PredictionRecord } from '../../src-shared/domain/run';
import type { SplitName } from '../../src-shared/domain/data';
import type { Database } from './database';

interface ExampleRow {
  readonly position: number;
  readonly source: string;
  readonly reference: string;
  readonly docstring_tokens: number | null;
}

interface HypothesisRow {
  readonly position: number;
  readonly hypothesis: string;
  readonly log_probability: number | null;
  readonly token_accuracy: number | null;
  readonly exact_match: number;
  readonly bleu: number | null;
  readonly repetition: number | null;
  readonly reference_log_probability: number | null;
  readonly category: ErrorCategory | null;
  readonly divergence: number | null;
  readonly divergence_class: TokenClass | null;
  readonly recovers: number | null;
  readonly cause: FailureCause | null;
}

/** What an example consists of. */
export type EvaluatedExample = Pick<PredictionRecord, 'index' | 'source' | 'reference' | 'docstringTokens'>;

/** Evaluations with what the models answered to every example. */
export class Predictions {
  constructor(private readonly database: Database) {}

  /** Records an evaluation in place of an earlier one of the same run, split and decoder. */
  record(study: string, summary: EvaluationSummary, predictions: readonly PredictionRecord[]): void {
    const { run, split, decoder } = summary;
    this.database.transaction(() => {
      this.database.run(
        'DELETE FROM evaluations WHERE run_id = @run AND split = @split AND decoder = @decoder',
        { run, split, decoder },
      );
      const { lastInsertRowid } = this.database.run(
        `INSERT INTO evaluations (run_id, split, decoder, recorded_at, document)
         VALUES (@run, @split, @decoder, @now, @document)`,
        { run, split, decoder, now: new Date().toISOString(), document: JSON.stringify(summary) },
      );
      for (const prediction of predictions) {
        const { index, source, reference, docstringTokens, ...answer } = prediction;
        this.database.run(INSERT_EXAMPLE, { study, split, index, source, reference, docstringTokens });
        this.database.run(INSERT_PREDICTION, {
          ...answer,
          evaluation: Number(lastInsertRowid),
          index,
          exactMatch: answer.exactMatch ? 1 : 0,
          recovers: answer.recovers === null ? null : Number(answer.recovers),
        });
      }
    });
  }

  /** Forgets evaluations of epochs that a resumed run does again. */
  cutAfter(run: string, { epoch }: TrainingPosition): void {
    this.database.run(
      `DELETE FROM evaluations WHERE run_id = @run AND json_extract(document, '$.epoch') > @epoch`,
      { run, epoch },
    );
  }

  /** What changes whenever the evaluation is made again; null where there is none. */
  version(run: string, split: SplitName, decoder: Decoder): string | null {
    const row = this.database.get<{ version: string }>(
      `SELECT id || ' ' || recorded_at AS version FROM evaluations
       WHERE run_id = @run AND split = @split AND decoder = @decoder`,
      { run, split, decoder },
    );
    return row?.version ?? null;
  }

  /** An example that a run of the study was asked; null for others. */
  example(study: string, split: SplitName, index: number): EvaluatedExample | null {
    const row = this.database.get<ExampleRow>(
      `SELECT position, source, reference, docstring_tokens FROM examples
       WHERE study_id = @study AND split = @split AND position = @index`,
      { study, split, index },
    );
    return row ? exampleFrom(row) : null;
  }

  /** All predictions of one evaluation, in split order; empty when the run was not evaluated so. */
  ofRun(run: string, split: SplitName, decoder: Decoder): PredictionRecord[] {
    return this.database
      .all<HypothesisRow & ExampleRow>(
        `SELECT predictions.*, examples.source, examples.reference, examples.docstring_tokens
         FROM evaluations
           JOIN runs ON runs.id = evaluations.run_id
           JOIN predictions ON predictions.evaluation_id = evaluations.id
           JOIN examples ON examples.study_id = runs.study_id AND examples.split = evaluations.split
             AND examples.position = predictions.position
         WHERE evaluations.run_id = @run AND evaluations.split = @split AND evaluations.decoder = @decoder
         ORDER BY predictions.position`,
        { run, split, decoder },
      )
      .map((row) => ({ ...exampleFrom(row), ...answerFrom(row) }));
  }
}

const INSERT_EXAMPLE = `
  INSERT OR REPLACE INTO examples (study_id, split, position, source, reference, docstring_tokens)
  VALUES (@study, @split, @index, @source, @reference, @docstringTokens)`;

const INSERT_PREDICTION = `
  INSERT INTO predictions (evaluation_id, position, hypothesis, log_probability, token_accuracy, exact_match, bleu,
    repetition, reference_log_probability, category, divergence, divergence_class, recovers, cause)
  VALUES (@evaluation, @index, @hypothesis, @logProbability, @tokenAccuracy, @exactMatch, @bleu,
    @repetition, @referenceLogProbability, @category, @divergence, @divergenceClass, @recovers, @cause)`;

function exampleFrom(row: ExampleRow) {
  return {
    index: row.position,
    source: row.source,
    reference: row.reference,
    docstringTokens: row.docstring_tokens,
  };
}

function answerFrom(row: HypothesisRow): Answer {
  return {
    hypothesis: row.hypothesis,
    logProbability: row.log_probability ?? Number.NaN,
    tokenAccuracy: row.token_accuracy ?? Number.NaN,
    exactMatch: row.exact_match === 1,
    bleu: row.bleu,
    repetition: row.repetition,
    referenceLogProbability: row.reference_log_probability,
    category: row.category,
    divergence: row.divergence,
    divergenceClass: row.divergence_class,
    recovers: row.recovers === null ? null : row.recovers === 1,
    cause: row.cause,
  };
}

import type { ErrorCategory, FailureCause, TokenClass } from '../../src-shared/domain/analysis';
import type { SplitName } from '../../src-shared/domain/data';
import type { MemorisationReport } from '../../src-shared/domain/memorisation';
import type { Decoder, MetricValues } from '../../src-shared/domain/run';
import { type Database, openDatabaseToRead } from './database';

/** A stored evaluation. One that is made anew may get the id of the one it replaces, but not its time. */
export interface StoredEvaluation {
  readonly id: number;
  readonly recordedAt: string;
  readonly run: string;
  readonly study: string;
  /** Of the study's split; null where the data are not known. */
  readonly splitHash: string | null;
  readonly metrics: MetricValues;
  /** When the last evaluation of the study's split brought its examples. */
  readonly textsAt: string;
  /** When memorisation was analysed; null when it was not. */
  readonly memorisedAt: string | null;
}

/** The texts of an example: position, source, reference, tokens of the docstring. */
export type StoredTexts = readonly [number, string, string, number | null];

/**
 * An answer: position, hypothesis, whether it is exact, log-probability, that of the reference, token accuracy, BLEU,
 * category, divergence, its token class, whether it recovers, cause, repetition.
 */
export type StoredAnswer = readonly [
  number,
  string,
  number,
  number | null,
  number | null,
  number | null,
  number | null,
  ErrorCategory | null,
  number | null,
  TokenClass | null,
  number | null,
  FailureCause | null,
  number | null,
];

/** Reads predictions in bulk, in a thread that holds them; writes nothing. */
export class ExampleReader {
  private readonly database: Database;

  /** @param path of a database that the history has opened, and brought to its schema */
  constructor(path: string) {
    this.database = openDatabaseToRead(path);
  }

  /** In the order of `runs`; those without such an evaluation are left out. */
  evaluations(runs: readonly string[], split: SplitName, decoder: Decoder): StoredEvaluation[] {
    const rows = this.database.all<Omit<StoredEvaluation, 'metrics'> & MetricValues>(
      `SELECT evaluations.id, evaluations.recorded_at AS recordedAt, runs.id AS run, runs.study_id AS study, splits.hash AS splitHash,
         json_extract(evaluations.document, '$.bleu') AS bleu,
         json_extract(evaluations.document, '$.tokenAccuracy') AS tokenAccuracy,
         json_extract(evaluations.document, '$.exactMatch') AS exactMatch,
         (SELECT max(others.recorded_at) FROM evaluations AS others JOIN runs AS siblings ON siblings.id = others.run_id
           WHERE siblings.study_id = runs.study_id AND others.split = @split) AS textsAt,
         (SELECT recorded_at FROM analyses WHERE evaluation_id = evaluations.id AND kind = 'memorisation') AS memorisedAt
       FROM evaluations JOIN runs ON runs.id = evaluations.run_id LEFT JOIN splits ON splits.study_id = runs.study_id
       WHERE runs.id IN (SELECT value FROM json_each(@runs)) AND evaluations.split = @split AND decoder = @decoder`,
      { runs: JSON.stringify(runs), split, decoder },
    );
    return rows
      .map(({ bleu, tokenAccuracy, exactMatch, ...row }) => ({
        ...row,
        metrics: { bleu, tokenAccuracy, exactMatch },
      }))
      .sort((first, second) => runs.indexOf(first.run) - runs.indexOf(second.run));
  }

  texts(study: string, split: SplitName): Iterable<StoredTexts> {
    return this.database.iterate<StoredTexts>(
      `SELECT position, source, reference, docstring_tokens FROM examples
       WHERE study_id = @study AND split = @split ORDER BY position`,
      { study, split },
    );
  }

  answers(evaluation: number): Iterable<StoredAnswer> {
    return this.database.iterate<StoredAnswer>(
      `SELECT position, hypothesis, exact_match, log_probability, reference_log_probability, token_accuracy, bleu,
         category, divergence, divergence_class, recovers, cause, repetition
       FROM predictions WHERE evaluation_id = @evaluation ORDER BY position`,
      { evaluation },
    );
  }

  memorisation(evaluation: number): MemorisationReport | null {
    const row = this.database.get<{ document: string }>(
      `SELECT document FROM analyses WHERE evaluation_id = @evaluation AND kind = 'memorisation'`,
      { evaluation },
    );
    return row ? (JSON.parse(row.document) as MemorisationReport) : null;
  }

  favourites(studies: readonly string[], split: SplitName): number[] {
    return this.database
      .all<{ position: number }>(
        `SELECT DISTINCT position FROM favourites
         WHERE study_id IN (SELECT value FROM json_each(@studies)) AND split = @split`,
        { studies: JSON.stringify(studies), split },
      )
      .map(({ position }) => position);
  }
}

import type Sqlite from 'better-sqlite3';

/**
 * What an evaluation says beyond its metrics. Evaluations of before have NULL for all of it (null in their documents), which
 * also stands for what a later one could not know.
 */
export function evaluationAnalysis(connection: Sqlite.Database): void {
  connection.exec(`
    ALTER TABLE examples ADD COLUMN docstring_tokens INTEGER;

    ALTER TABLE predictions ADD COLUMN bleu REAL;
    ALTER TABLE predictions ADD COLUMN repetition REAL;
    ALTER TABLE predictions ADD COLUMN reference_log_probability REAL;
    ALTER TABLE predictions ADD COLUMN category TEXT;
    ALTER TABLE predictions ADD COLUMN divergence INTEGER;
    ALTER TABLE predictions ADD COLUMN divergence_class TEXT;
    ALTER TABLE predictions ADD COLUMN recovers INTEGER;
    ALTER TABLE predictions ADD COLUMN cause TEXT;

    UPDATE evaluations SET document = json_insert(document, '$.lengthBins', NULL, '$.errors', NULL, '$.lengthRatio', NULL,
      '$.repetition', NULL, '$.perplexity', NULL, '$.failures', NULL, '$.oneTokenAway', NULL);
  `);
}

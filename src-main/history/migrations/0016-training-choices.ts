import type Sqlite from 'better-sqlite3';

/** Until now kernels were never tied, labels not smoothed, outputs not dropped from, and learning rates stayed after warm-up. */
export function trainingChoices(connection: Sqlite.Database): void {
  connection.exec(`UPDATE configurations
    SET document = json_insert(document, '$.WEIGHT_TYING', json('false'), '$.DROPOUT_PLACEMENT', 'inputs',
      '$.LEARNING_RATE_SCHEDULE', 'constant', '$.LABEL_SMOOTHING', 0)`);
}

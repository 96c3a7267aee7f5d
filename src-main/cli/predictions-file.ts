import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../src-shared/domain/errors';
import type { PredictionRecord } from '../../src-shared/domain/run';

export interface PredictionsFile {
  /** One JSON object a line; the file is there only when all of them are. */
  write(predictions: readonly PredictionRecord[]): void;
  /** Leaves nothing behind, unless `write` was done. */
  discard(): void;
}

/**
 * Makes sure, before a long evaluation, that its predictions can be written.
 * @throws UserError that names the file.
 */
export function openPredictionsFile(path: string): PredictionsFile {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const naming = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'there is no such folder' : message;
      throw new UserError(`${path}: the predictions cannot be written (${reason})`);
    }
  };
  let file: number | null = naming(() => openSync(temporary, 'w'));
  const close = () => {
    if (file !== null) closeSync(file);
    file = null;
  };
  return {
    write: (predictions) =>
      naming(() => {
        for (const prediction of predictions) writeSync(file!, `${predictionLine(prediction)}\n`);
        close();
        renameSync(temporary, path);
      }),
    discard: () => {
      close();
      rmSync(temporary, { force: true });
    },
  };
}

function predictionLine(prediction: PredictionRecord): string {
  const { index, source, reference, hypothesis, logProbability, tokenAccuracy, exactMatch } = prediction;
  return JSON.stringify({
    index,
    source,
    reference,
    hypothesis,
    logProbability,
    tokenAccuracy,
    exactMatch,
  });
}

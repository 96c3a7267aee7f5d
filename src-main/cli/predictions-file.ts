import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../src-shared/domain/errors';
import type { Decoder, EvaluationSummary, PredictionRecord } from '../../src-shared/domain/run';

/** The predictions of an evaluation. */
export interface EvaluatedPredictions {
  readonly summary: EvaluationSummary;
  readonly predictions: readonly PredictionRecord[];
}

export interface PredictionsFile {
  /** One JSON object a line; the file is there only when all of them are. */
  write(evaluations: readonly EvaluatedPredictions[]): void;
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
    write: (evaluations) =>
      naming(() => {
        for (const { summary, predictions } of evaluations)
          for (const prediction of predictions)
            writeSync(file!, `${predictionLine(prediction, summary.decoder)}\n`);
        close();
        renameSync(temporary, path);
      }),
    discard: () => {
      close();
      rmSync(temporary, { force: true });
    },
  };
}

/** Names and their order are the file format's; what is no number is null. */
function predictionLine(prediction: PredictionRecord, decoder: Decoder): string {
  const { index, source, reference, hypothesis, logProbability, tokenAccuracy, exactMatch } = prediction;
  return JSON.stringify({
    index,
    source,
    reference,
    hypothesis,
    logProbability,
    tokenAccuracy,
    exactMatch,
    decoder,
    docstringTokens: prediction.docstringTokens,
    bleu: prediction.bleu,
    repetition: prediction.repetition,
    referenceLogProbability: prediction.referenceLogProbability,
    category: prediction.category,
    divergence: prediction.divergence,
    divergenceClass: prediction.divergenceClass,
    recovers: prediction.recovers,
    cause: prediction.cause,
  });
}

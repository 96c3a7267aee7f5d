import type Sqlite from 'better-sqlite3';
import { initial } from './0001-initial';
import { validationSeconds } from './0002-validation-seconds';
import { batching } from './0003-batching';
import { evaluationAnalysis } from './0004-evaluation-analysis';
import { gradients } from './0005-gradients';
import { probes } from './0006-probes';
import { analyses } from './0007-analyses';
import { origins } from './0008-origins';
import { checkpointMinutes } from './0009-checkpoint-minutes';
import { modelOptions } from './0010-model-options';
import { library } from './0011-library';
import { queueAndSweeps } from './0012-queue-and-sweeps';
import { trainingLog } from './0013-training-log';
import { exampleMarks } from './0014-example-marks';
import { diagnoses } from './0015-diagnoses';
import { trainingChoices } from './0016-training-choices';
import { noRepeatNgram } from './0017-no-repeat-ngram';

/** One change of the schema. It runs inside a transaction and must not be edited once released. */
export type Migration = (connection: Sqlite.Database) => void;

/** In order; the n-th brings `user_version` to n. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  validationSeconds,
  batching,
  evaluationAnalysis,
  gradients,
  probes,
  analyses,
  origins,
  checkpointMinutes,
  modelOptions,
  library,
  queueAndSweeps,
  trainingLog,
  exampleMarks,
  diagnoses,
  trainingChoices,
  noRepeatNgram,
];

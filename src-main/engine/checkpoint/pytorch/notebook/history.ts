import type { Architecture } from '../../../../../src-shared/domain/architecture';
import { UserError } from '../../../../../src-shared/domain/errors';
import type { PlainMap, PlainValue } from '../pickle/plain-value';
import { architectureOf, isMap } from './names';

/** Numbers by epoch, the first first; null for what is no finite number. */
export type Series = readonly (number | null)[];

/** What was recorded of one model's training. */
export interface TrainingHistory {
  readonly trainLosses: Series;
  readonly validationLosses: Series;
  /** Whatever else was recorded epoch by epoch, under its own name. */
  readonly others: Readonly<Record<string, Series>>;
}

/** Histories by architecture; one that does not say whose it is stands by itself. */
export interface Histories {
  readonly byArchitecture: ReadonlyMap<Architecture, TrainingHistory>;
  readonly unnamed: TrainingHistory | null;
}

const TRAIN = /^(train|training)?_?loss(es)?$/i;
const VALIDATION = /^(val|valid|validation|dev)_?loss(es)?$/i;
const LONGEST = 100_000;

/**
 * Reads `{vanilla_rnn, lstm, lstm_attention: {train_losses, val_losses}}`, or `{train_loss, val_loss}` of one model; either
 * with further series, or as a list of epochs.
 * @throws UserError naming `origin` when it is neither.
 */
export function readHistories(value: PlainValue, origin: string): Histories {
  const content = isMap(value) && isMap(value.get('history')) ? value.get('history')! : value;
  const whole = historyOf(content, origin);
  if (whole) return { byArchitecture: new Map(), unnamed: whole };
  const byArchitecture = new Map<Architecture, TrainingHistory>();
  for (const [name, part] of isMap(content) ? content : []) {
    const architecture = architectureOf(String(name));
    const history = historyOf(part, `${origin}, ${String(name)}`);
    if (architecture === null || history === null) continue;
    if (byArchitecture.has(architecture))
      throw new UserError(
        `${origin}: two histories are of the architecture ${architecture}; one of them is ${String(name)}`,
      );
    byArchitecture.set(architecture, history);
  }
  if (byArchitecture.size === 0)
    throw new UserError(
      `${origin}: no history of training: it needs train_losses and val_losses (or train_loss and val_loss), by itself or ` +
        'under vanilla_rnn, lstm, lstm_attention',
    );
  return { byArchitecture, unnamed: null };
}

/** Null where there are no losses. */
export function historyOf(value: PlainValue, origin: string): TrainingHistory | null {
  const series = seriesOf(value, origin);
  const named = (pattern: RegExp) => [...series].find(([name]) => pattern.test(name))?.[1] ?? null;
  const [train, validation] = [named(TRAIN), named(VALIDATION)];
  if (train === null && validation === null) return null;
  const others = [...series].filter(([name]) => !TRAIN.test(name) && !VALIDATION.test(name));
  return {
    trainLosses: train ?? [],
    validationLosses: validation ?? [],
    others: Object.fromEntries(others),
  };
}

/** All lists of numbers in a map, or in a list of maps with one number each. */
function seriesOf(value: PlainValue, origin: string): Map<string, Series> {
  const lists = Array.isArray(value) && value.every(isMap) ? columnsOf(value) : value;
  const series = new Map<string, Series>();
  for (const [name, list] of isMap(lists) ? lists : []) {
    if (!Array.isArray(list) || !list.every(isNumber)) continue;
    if (list.length > LONGEST)
      throw new UserError(
        `${origin}: ${String(name)} has ${list.length} epochs; at most ${LONGEST} are read`,
      );
    series.set(String(name), list.map(finite));
  }
  return series;
}

/** One record for each epoch as one list for each name. */
function columnsOf(records: readonly PlainMap[]): PlainMap {
  const names = new Set(records.flatMap((record) => [...record.keys()]));
  return new Map(
    [...names].map((name) => [name, records.map((record) => record.get(name) ?? Number.NaN)] as const),
  );
}

/** JSON has null for not-a-number, and Python's `json` writes NaN, which is read as null. */
function isNumber(value: PlainValue): boolean {
  return value === null || typeof value === 'number' || typeof value === 'bigint';
}

function finite(value: PlainValue): number | null {
  const number = value === null ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}

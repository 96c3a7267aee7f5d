import { createHash } from 'node:crypto';
import { UserError } from '../../../src-shared/domain/errors';
import {
  type Passport,
  PASSPORT_FORMAT,
  PASSPORT_VERSION,
  type PassportContent,
  type PassportEvaluation,
  type PassportPrediction,
} from '../../../src-shared/domain/passport';
import { hashSplit } from '../data/split';
import { hashOf, readableJson } from './canonical-json';
import { passportSchema } from './passport-schema';

/** A prediction with its hash: SHA-256 of `[hypothesis, logProbability]` as RFC 8785 writes it. */
export function passportPrediction({
  hypothesis,
  logProbability,
}: Omit<PassportPrediction, 'sha256'>): PassportPrediction {
  return { hypothesis, logProbability, sha256: hashOf([hypothesis, logProbability]) };
}

/** SHA-256 (hexadecimal) over a line with the count of predictions and a line for each one's hash, every line ending in `\n`. */
export function hashPredictions(predictions: readonly PassportPrediction[]): string {
  const hash = createHash('sha256').update(`predictions ${predictions.length}\n`);
  return hash.update(predictions.map(({ sha256 }) => `${sha256}\n`).join('')).digest('hex');
}

/** The passport of some content, which without interventions is of version 1; `application` is the version of the program. */
export function sealPassport(content: PassportContent, application: string): Passport {
  const hashes = Object.entries(content).map(([name, section]) => [name, hashOf(section)]);
  const passport = {
    format: PASSPORT_FORMAT,
    version: content.interventions ? PASSPORT_VERSION : 1,
    application,
    content,
    sections: Object.fromEntries(hashes) as Passport['sections'],
  } as const;
  return { ...passport, sha256: hashOf(passport) };
}

/** The bytes of a passport file: the same for equal passports. */
export function passportText(passport: Passport): string {
  return readableJson(passport);
}

/**
 * Reads a passport file.
 * @throws UserError naming `origin` and the place when it is no passport, of a newer version, or was changed after it was
 *   written.
 */
export function parsePassport(text: string, origin: string): Passport {
  const passport = checkedShape(parseJson(text, origin), origin);
  const changed = changedPlace(passport);
  if (changed !== null) throw changedError(origin, changed);
  const written = passportText(passport);
  if (text !== written)
    throw changedError(origin, `line ${firstDifferentLine(text, written)} is not as it was`);
  return passport;
}

function parseJson(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${origin}: not a whole passport (${(error as Error).message})`);
  }
}

function checkedShape(value: unknown, origin: string): Passport {
  const { format, version, application } = (value ?? {}) as Partial<Record<keyof Passport, unknown>>;
  if (format !== PASSPORT_FORMAT) throw new UserError(`${origin}: this is no passport of an Unroll run`);
  if (typeof version === 'number' && version > PASSPORT_VERSION)
    throw new UserError(
      `${origin}: written by Unroll ${String(application)} (passport version ${version}); this one reads version ` +
        `${PASSPORT_VERSION}. Verify it with the version that wrote it`,
    );
  const parsed = passportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw changedError(origin, `${path.join('.') || 'the whole'}: ${message}`);
}

function changedError(origin: string, place: string): UserError {
  return new UserError(`${origin}: broken, or changed after it was written: ${place}`);
}

/** What does not have its hash, named as closely as hashes can; null where all of it has. */
function changedPlace(passport: Passport): string | null {
  const { content, sections, sha256, ...head } = passport;
  const { split } = content;
  const inside =
    content.evaluations.map(changedPrediction).find((place) => place !== null) ??
    (hashSplit(split.exampleHashes) === split.hash
      ? null
      : 'the hashes of its examples do not give content.split.hash');
  const names = Object.keys(content) as (keyof PassportContent)[];
  const section = names.find((name) => hashOf(content[name]) !== sections[name]);
  if (section !== undefined) return inside ?? `content.${section} does not have its hash`;
  if (inside !== null) return inside;
  return hashOf({ ...head, content, sections }) === sha256 ? null : 'sha256 is not the hash of the rest';
}

function changedPrediction({ split, decoder, predictions, hash }: PassportEvaluation): string | null {
  const place = `content.evaluations (${split}, ${decoder})`;
  const wrong = predictions.findIndex(
    (prediction) => passportPrediction(prediction).sha256 !== prediction.sha256,
  );
  if (wrong >= 0) return `${place}: prediction ${wrong} does not have its hash`;
  return hashPredictions(predictions) === hash ? null : `${place}: its predictions do not give its hash`;
}

/** Counted from 1. */
function firstDifferentLine(text: string, written: string): number {
  const [found, expected] = [text.split('\n'), written.split('\n')];
  return expected.findIndex((line, index) => line !== found[index]) + 1 || expected.length + 1;
}

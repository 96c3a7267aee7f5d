import { z } from 'zod';
import { UserError } from '../errors';
import type { RunConfiguration } from './configuration';
import { CONFIGURATION_KEYS, type ConfigurationKeyName, type KeyKind } from './keys';

/** Values given over a preset, and names in a file that no key has (kept and reported, never dropped silently). */
export interface ParsedConfiguration {
  readonly values: Partial<RunConfiguration>;
  readonly unknown: Readonly<Record<string, unknown>>;
}

/** A value that is of the wrong type or out of range, or that others do not go with. */
export interface ConfigurationProblem {
  readonly key: ConfigurationKeyName;
  readonly message: string;
  /** Changes each of which mends it by itself; none where only a person can know. */
  readonly remedies: readonly Partial<RunConfiguration>[];
}

/** Plain words for what a key takes, as error messages and the form show it. */
export function describeKind(kind: KeyKind): string {
  switch (kind.type) {
    case 'integer':
      return `a whole number from ${kind.minimum} to ${kind.maximum}`;
    case 'number':
      return `a number from ${kind.minimum} to ${kind.maximum}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${kind.values.join(', ')}`;
  }
}

function schemaOf(kind: KeyKind): z.ZodType {
  switch (kind.type) {
    case 'integer':
      return z.number().int().min(kind.minimum).max(kind.maximum);
    case 'number':
      return z.number().min(kind.minimum).max(kind.maximum);
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum(kind.values as [string, ...string[]]);
  }
}

export function isConfigurationKey(name: string): name is ConfigurationKeyName {
  return Object.hasOwn(CONFIGURATION_KEYS, name);
}

/** The problem of one value, or null when it is right. */
export function checkValue(key: ConfigurationKeyName, value: unknown): ConfigurationProblem | null {
  const kind: KeyKind = CONFIGURATION_KEYS[key].kind;
  if (schemaOf(kind).safeParse(value).success) return null;
  const message = `${key} is ${JSON.stringify(value)}; it must be ${describeKind(kind)}`;
  return { key, message, remedies: [] };
}

/** Problems that only several keys together show. */
export function checkTogether(configuration: RunConfiguration): ConfigurationProblem[] {
  return [...layerProblems(configuration), ...tyingProblems(configuration)];
}

function layerProblems({ DECODER_LAYERS, NUM_LAYERS }: RunConfiguration): ConfigurationProblem[] {
  if (DECODER_LAYERS <= NUM_LAYERS) return [];
  const message = `DECODER_LAYERS is ${DECODER_LAYERS}; it must be at most NUM_LAYERS (${NUM_LAYERS})`;
  const remedies = [{ DECODER_LAYERS: NUM_LAYERS }, { NUM_LAYERS: DECODER_LAYERS }];
  return [{ key: 'DECODER_LAYERS', message, remedies }];
}

function tyingProblems(configuration: RunConfiguration): ConfigurationProblem[] {
  const { WEIGHT_TYING, HIDDEN_DIM, EMBEDDING_DIM, OUTPUT_INPUT } = configuration;
  const key = 'WEIGHT_TYING';
  const untied = { WEIGHT_TYING: false };
  if (!WEIGHT_TYING) return [];
  if (HIDDEN_DIM !== EMBEDDING_DIM) {
    const message = `WEIGHT_TYING needs HIDDEN_DIM (${HIDDEN_DIM}) and EMBEDDING_DIM (${EMBEDDING_DIM}) to be equal; make them so, or set it to false`;
    return [
      { key, message, remedies: [{ EMBEDDING_DIM: HIDDEN_DIM }, { HIDDEN_DIM: EMBEDDING_DIM }, untied] },
    ];
  }
  if (OUTPUT_INPUT === 'hidden') return [];
  const message = `WEIGHT_TYING needs OUTPUT_INPUT to be hidden; it is ${OUTPUT_INPUT}`;
  return [{ key, message, remedies: [{ OUTPUT_INPUT: 'hidden' }, untied] }];
}

/**
 * Reads the object of a `config.json`. `origin` names the file in errors.
 * @throws UserError naming the key, the value and the allowed range.
 */
export function parseConfiguration(input: unknown, origin: string): ParsedConfiguration {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new UserError(`${origin}: a configuration must be a JSON object of KEY: value`);
  const values: Record<string, unknown> = {};
  const unknown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(input)) {
    if (!isConfigurationKey(key)) {
      unknown[key] = value;
      continue;
    }
    const problem = checkValue(key, value);
    if (problem) throw new UserError(`${origin}: ${problem.message}`);
    values[key] = value;
  }
  return { values: values as Partial<RunConfiguration>, unknown };
}

/**
 * Reads `KEY=VALUE` as given to `--set`.
 * @throws UserError for a name that no key has, a wrong type or a value out of range.
 */
export function parseAssignment(assignment: string): Partial<RunConfiguration> {
  const equals = assignment.indexOf('=');
  if (equals < 1) throw new UserError(`--set ${assignment}: write it as KEY=VALUE`);
  const key = assignment.slice(0, equals).trim();
  if (!isConfigurationKey(key))
    throw new UserError(`--set ${assignment}: there is no setting ${key}${suggestion(key)}`);
  const value = valueFromText(CONFIGURATION_KEYS[key].kind, assignment.slice(equals + 1).trim());
  const problem = checkValue(key, value);
  if (problem) throw new UserError(`--set: ${problem.message}`);
  return { [key]: value };
}

/** The value that a text stands for; the text itself where it stands for none, so that the check can name it. */
export function valueFromText(kind: KeyKind, text: string): unknown {
  if (kind.type === 'boolean') {
    const word = text.toLowerCase();
    return word === 'true' ? true : word === 'false' ? false : text;
  }
  if (kind.type === 'choice') return text;
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function suggestion(name: string): string {
  const wanted = name.toUpperCase();
  const near = Object.keys(CONFIGURATION_KEYS).find(
    (key) => key === wanted || key.startsWith(wanted) || wanted.startsWith(key),
  );
  return near ? `; did you mean ${near}?` : '';
}

/**
 * A whole configuration: the preset with what was given over it.
 * @throws UserError when keys contradict each other.
 */
export function completeConfiguration(
  preset: RunConfiguration,
  ...given: Partial<RunConfiguration>[]
): RunConfiguration {
  const configuration: RunConfiguration = Object.assign({}, preset, ...given);
  const [problem] = checkTogether(configuration);
  if (problem) throw new UserError(problem.message);
  return configuration;
}

import { UserError } from '../../../../../src-shared/domain/errors';
import { SPECIAL_TOKENS } from '../../../text/special-tokens';
import { Vocabulary } from '../../../text/vocabulary';
import type { PlainMap, PlainValue } from '../pickle/plain-value';
import { isMap, valueOf } from './names';

/** A vocabulary in our order of identifiers, and how that came about. */
export interface ImportedVocabulary {
  readonly vocabulary: Vocabulary;
  /** The file's identifier of each of ours. */
  readonly identifiers: readonly number[];
  /** What had to be changed, in words; null where all is as we have it. */
  readonly notice: string | null;
}

const TOKEN_TO_IDENTIFIER = [
  ...['word2idx', 'token2idx', 'stoi', 'word_to_idx', 'token_to_idx', 'word2index', 'token2index'],
  ...['word2id', 'token2id', 'token_to_id', 'char2idx', 'vocab'],
];
const IDENTIFIER_TO_TOKEN = [
  ...['idx2word', 'idx2token', 'itos', 'idx_to_word', 'idx_to_token', 'index2word', 'index2token'],
  ...['id2word', 'id2token', 'id_to_token', 'idx2char'],
];
/** More than any vocabulary has. */
const MOST_TOKENS = 2_000_000;

/** What special tokens are called, in our order; of several the first is meant. */
const SPECIAL_NAMES: readonly (readonly string[])[] = [
  ['<pad>', '[pad]', 'pad', '__pad__', '_pad_', '<blank>'],
  ['<sos>', '<s>', '<bos>', '<start>', '<go>', '[sos]', '[cls]', 'sos', '__sos__', '_sos_'],
  ['<eos>', '</s>', '<end>', '<stop>', '[eos]', '[sep]', 'eos', '__eos__', '_eos_'],
  ['<unk>', '<unknown>', '<oov>', '[unk]', 'unk', '__unk__', '_unk_'],
];

/**
 * Reads a vocabulary as notebooks keep them: `{word2idx, idx2word}` in JSON, pickled `{token2idx}` or `{stoi, itos}`, or the
 * bare dictionary of tokens. Where its special tokens have other names or identifiers than ours, they are renamed and come
 * first, and all others follow in their order.
 * @throws UserError naming `origin` when it is no vocabulary, or has no special tokens.
 */
export function readVocabulary(value: PlainValue, origin: string): ImportedVocabulary {
  const tokens = tokensOf(value, origin);
  const specials = SPECIAL_NAMES.map((names, index) => {
    const found = findSpecial(tokens, names);
    if (found === null)
      throw new UserError(
        `${origin}: it has no token for ${SPECIAL_TOKENS[index]} (such as ${names.join(', ')})`,
      );
    return found;
  });
  const ordinary = tokens
    .map((_, identifier) => identifier)
    .filter((identifier) => !specials.includes(identifier));
  const identifiers = [...specials, ...ordinary];
  const vocabulary = Vocabulary.of([...SPECIAL_TOKENS, ...ordinary.map((identifier) => tokens[identifier])]);
  return { vocabulary, identifiers, notice: noticeOf(tokens, specials, origin) };
}

function noticeOf(tokens: readonly string[], specials: readonly number[], origin: string): string | null {
  const changed = specials
    .map((identifier, index) => ({ identifier, index, name: tokens[identifier] }))
    .filter(({ identifier, index, name }) => identifier !== index || name !== SPECIAL_TOKENS[index]);
  if (changed.length === 0) return null;
  const facts = changed.map(
    ({ identifier, index, name }) => `${name} (${identifier}) is ${SPECIAL_TOKENS[index]} (${index}) here`,
  );
  const isMoved = changed.some(({ identifier, index }) => identifier !== index);
  return `${origin}: ${facts.join(', ')}${isMoved ? '; rows of embeddings and output layer were moved along' : ''}`;
}

function findSpecial(tokens: readonly string[], names: readonly string[]): number | null {
  for (const name of names) {
    // Tokens of texts are lower case; a bare word stands for itself unless it is upper case.
    const isIt = (token: string) =>
      /^\w+$/.test(name) && !name.startsWith('_')
        ? token === name.toUpperCase()
        : token.toLowerCase() === name;
    const identifier = tokens.findIndex(isIt);
    if (identifier >= 0) return identifier;
  }
  return null;
}

/** Tokens by identifier: every identifier from 0 on has one. */
function tokensOf(value: PlainValue, origin: string): string[] {
  const forth = isMap(value) ? (valueOf(value, TOKEN_TO_IDENTIFIER) ?? bareDictionary(value)) : undefined;
  const back = isMap(value) ? valueOf(value, IDENTIFIER_TO_TOKEN) : value;
  const tokens = isMap(forth) ? tokensByIdentifier(inverted(forth, origin), origin) : null;
  const listed = tokensListed(back, origin);
  if (!tokens && !listed)
    throw new UserError(
      `${origin}: no vocabulary: it needs a dictionary of tokens and their identifiers, as word2idx, token2idx or stoi`,
    );
  if (tokens && listed) {
    const wrong = listed.findIndex((token, identifier) => tokens[identifier] !== token);
    if (wrong >= 0 || listed.length !== tokens.length)
      throw new UserError(
        `${origin}: its two dictionaries disagree on identifier ${wrong >= 0 ? wrong : Math.min(listed.length, tokens.length)}`,
      );
  }
  return tokens ?? listed!;
}

/** The map itself, if all it holds is tokens with identifiers. */
function bareDictionary(map: PlainMap): PlainMap | undefined {
  const isBare =
    map.size > 0 &&
    [...map].every(([token, identifier]) => typeof token === 'string' && typeof identifier === 'number');
  return isBare ? map : undefined;
}

function inverted(map: PlainMap, origin: string): Map<PlainValue, PlainValue> {
  const result = new Map<PlainValue, PlainValue>();
  for (const [token, identifier] of map) {
    if (result.has(identifier))
      throw new UserError(`${origin}: two tokens have the identifier ${String(identifier)}`);
    result.set(identifier, token);
  }
  return result;
}

/** From a list, or a dictionary of identifiers, which JSON writes as texts. */
function tokensListed(value: PlainValue | undefined, origin: string): string[] | null {
  if (Array.isArray(value)) return tokensByIdentifier(new Map(value.entries()), origin);
  if (!isMap(value)) return null;
  const numbered = [...value].map(([identifier, token]) => [Number(identifier), token] as const);
  return tokensByIdentifier(new Map<PlainValue, PlainValue>(numbered), origin);
}

function tokensByIdentifier(map: ReadonlyMap<PlainValue, PlainValue>, origin: string): string[] {
  if (map.size > MOST_TOKENS)
    throw new UserError(`${origin}: ${map.size} tokens; at most ${MOST_TOKENS} are read`);
  const tokens = Array.from({ length: map.size }, (_, identifier) => {
    const token = map.get(identifier);
    if (typeof token !== 'string')
      throw new UserError(`${origin}: it has no token for identifier ${identifier}`);
    return token;
  });
  const twice = tokens.length === new Set(tokens).size ? undefined : firstTwice(tokens);
  if (twice !== undefined)
    throw new UserError(`${origin}: the token ${JSON.stringify(twice)} is there twice`);
  return tokens;
}

function firstTwice(tokens: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return tokens.find((token) => seen.size === seen.add(token).size);
}

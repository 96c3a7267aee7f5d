import { expect, it } from 'vitest';
import type { PlainValue } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/plain-value';
import { plainValue } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/plain-value';
import { readVocabulary } from '../../../../../../src-main/engine/checkpoint/pytorch/notebook/vocabulary';
import { UserError } from '../../../../../../src-shared/domain/errors';

const plain = (value: unknown): PlainValue => plainValue(value, (reason) => new UserError(reason));
const read = (value: unknown) => readVocabulary(plain(value), 'vocab.pkl');
const OURS = ['<PAD>', '<SOS>', '<EOS>', '<UNK>', 'add', 'two'];
const forth = (tokens: readonly string[]) =>
  new Map(tokens.map((token, identifier) => [token, identifier] as const));
const tokensOf = ({ vocabulary }: ReturnType<typeof read>) =>
  Array.from({ length: vocabulary.size }, (_, identifier) => vocabulary.token(identifier));

it.each<[string, unknown]>([
  ['word2idx and idx2word in JSON', { word2idx: Object.fromEntries(forth(OURS)), idx2word: { ...OURS } }],
  ['token2idx alone', new Map([['token2idx', forth(OURS)]])],
  [
    'stoi and itos',
    new Map<string, unknown>([
      ['stoi', forth(OURS)],
      ['itos', OURS],
    ]),
  ],
  ['itos alone', new Map([['itos', OURS]])],
  ['identifiers with their tokens', new Map([['idx2word', new Map(OURS.entries())]])],
  ['the bare dictionary', forth(OURS)],
  ['a list', OURS],
])('reads a vocabulary of %s', (_, value) => {
  const read_ = read(value);
  expect(tokensOf(read_)).toEqual(OURS);
  expect(read_).toMatchObject({ identifiers: [0, 1, 2, 3, 4, 5], notice: null });
});

it('brings special tokens of other names and places to theirs, and says so', () => {
  const imported = read(forth(['<unk>', '<pad>', 'add', '<bos>', '</s>', 'two']));
  expect(tokensOf(imported)).toEqual(OURS);
  expect(imported.identifiers).toEqual([1, 3, 4, 0, 2, 5]);
  expect(imported.notice).toMatch(
    /^vocab\.pkl: <pad> \(1\) is <PAD> \(0\) here, .*<bos> \(3\) is <SOS> \(1\).*were moved along$/,
  );
});

it('takes names of objects for tokens like any other', () => {
  const tokens = [...OURS, '__proto__', 'constructor'];
  expect(tokensOf(read({ idx2word: { ...tokens } }))).toEqual(tokens);
  expect(
    tokensOf(read(JSON.parse('{"<PAD>": 0, "<SOS>": 1, "<EOS>": 2, "<UNK>": 3, "__proto__": 4}'))),
  ).toEqual([...OURS.slice(0, 4), '__proto__']);
});

it.each<[string, unknown, RegExp]>([
  ['numbers', 7, /no vocabulary: it needs a dictionary/],
  ['other things', { epochs: 3, name: 'x' }, /no vocabulary/],
  ['no end token', forth(['<PAD>', '<SOS>', '<UNK>', 'add']), /no token for <EOS> \(such as <eos>, <\/s>/],
  ['a gap', { word2idx: { '<PAD>': 0, '<SOS>': 1, '<EOS>': 2, '<UNK>': 4 } }, /no token for identifier 3/],
  [
    'one identifier for two tokens',
    { stoi: { '<PAD>': 0, '<SOS>': 1, '<EOS>': 1 } },
    /two tokens have the identifier 1/,
  ],
  ['a token twice', { itos: [...OURS, 'add'] }, /the token "add" is there twice/],
  [
    'dictionaries that disagree',
    { word2idx: Object.fromEntries(forth(OURS)), idx2word: { ...OURS, 4: 'two', 5: 'add' } },
    /disagree on identifier 4/,
  ],
])('refuses a vocabulary of %s', (_, value, message) => {
  expect(() => read(value)).toThrow(message);
  expect(() => read(value)).toThrow(/^vocab\.pkl: /);
  expect(() => read(value)).toThrow(UserError);
});

import { expect, it } from 'vitest';
import { tokenize } from '../../../../src-shared/format/tokenizer';
import { codeText, layoutPython } from '../../../../src-shared/format/python-layout';

const CODE = [
  'def add(a, b=1):\n    return a + b',
  'def first(items):\n    for item in items:\n        if item is not none:\n            return item\n    return none',
  'def sign(x):\n    if x < 0:\n        return -1\n    elif x == 0:\n        return 0\n    else:\n        return 1',
  'def total(self, *args, **kwargs):\n    result = 0\n    count = len(args)\n    self.size += count\n    return result',
  'def read(path):\n    with open(path, "r") as handle:\n        data = handle.read()\n        return data[1:-1]',
  'def safe(f):\n    try:\n        return f()\n    except valueerror as error:\n        raise runtimeerror("it failed at once") from error\n    finally:\n        pass',
  'def pick(a, b):\n    best = a if a > b else b\n    return {"best": best, "all": [x for x in (a, b) if x]}',
  '@property\ndef name(self):\n    return self.names[0].lower()',
  'def sorted_by(items):\n    from operator import itemgetter\n    key = lambda pair: pair[1]\n    return sorted(items, key=lambda item: item[0])',
  'class point:\n    def __init__(self, x: int) -> none:\n        self.x = x ** 2 // 3\n        yield self.x',
];

it.each(CODE)('gives back the lines of\n%s', (code) => {
  expect(codeText(layoutPython(tokenize(code)))).toBe(code);
});

it('keeps every token once and in order, whatever a poor model writes', () => {
  const tokens = tokenize(
    'return ) def ( if : : else " open , = = return a b c [ ( for else : pass . . import @ x',
  );
  const pieces = layoutPython([...tokens, '<UNK>', '<UNK>']).flatMap(({ pieces }) => pieces);
  expect(pieces.map(({ token }) => token)).toEqual([...pieces.keys()]);
  expect(pieces.map(({ text }) => text)).toEqual([...tokens, '<UNK>', '<UNK>']);
});

it('a statement inside of an open bracket begins a line, since the bracket was never closed', () => {
  expect(codeText(layoutPython(tokenize('x = foo ( a return x')))).toBe('x = foo(a\nreturn x');
});

it('nothing is no lines', () => {
  expect(layoutPython([])).toEqual([]);
});

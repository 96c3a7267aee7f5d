import { describe, expect, it } from 'vitest';
import { extractFunctions } from '../../../../../src-main/engine/data/sources/python-functions';

const only = (source: string) => {
  const { functions, skipped } = extractFunctions(source);
  expect(skipped).toEqual([]);
  expect(functions).toHaveLength(1);
  return functions[0]!;
};
const reasons = (source: string) => extractFunctions(source).skipped;

describe('extractFunctions', () => {
  it('gives the docstring and the code without it', () => {
    expect(only('def add(x, y):\n    """Add two numbers."""\n    return x + y\n\n\n# after\n')).toEqual({
      docstring: 'Add two numbers.',
      code: 'def add(x, y):\n    return x + y',
      codeWithDocstring: 'def add(x, y):\n    """Add two numbers."""\n    return x + y',
    });
  });

  it('takes the first paragraph of the docstring, on one line', () => {
    const source =
      'def f():\n    """\n    First line\n      and second.\n    \n    More.\n    """\n    return 1\n';
    expect(only(source).docstring).toBe('First line and second.');
  });

  it('moves methods to the left margin, but not the lines inside their strings', () => {
    const source = [
      'class A:',
      '    @decorated',
      '    async def method(self):',
      '        """Do it."""',
      '        # comment',
      '        text = """one',
      '        two"""',
      '        return (text,',
      '  1)',
    ].join('\n');
    expect(only(source).code).toBe(
      [
        'async def method(self):',
        '    # comment',
        '    text = """one',
        '        two"""',
        '    return (text,',
        '1)',
      ].join('\n'),
    );
  });

  it('keeps comments before the docstring and drops those on its line', () => {
    const source = 'def f():  # one\n    # two\n    "Do."  # three\n    # four\n    return 1\n';
    expect(only(source).code).toBe('def f():  # one\n    # two\n    # four\n    return 1');
  });

  it('keeps a statement that shares the docstring line', () => {
    expect(only('def f(): "Do."; return 1\n').code).toBe('def f(): return 1');
    expect(only('def f():\n    "Do."; x = 1\n    return x\n').code).toBe('def f():\n    x = 1\n    return x');
  });

  it('evaluates escapes, raw strings and strings put together', () => {
    expect(only('def f():\n    "a\\tb \\x41\\u00e9\\101 \\\\ \\q"\n    return 1\n').docstring).toBe(
      'a b AéA \\ \\q',
    );
    expect(only('def f():\n    r"a\\n"\n    return 1\n').docstring).toBe('a\\n');
    expect(only('def f():\n    "one " \'two\'\n    return 1\n').docstring).toBe('one two');
  });

  it('takes neither bytes nor formatted strings nor later strings for a docstring', () => {
    for (const statement of ['b"x"', 'f"x"', 'x = "x"', 'print("x")', '1\n    "x"'])
      expect(reasons(`def f():\n    ${statement}\n    return 1\n`)).toEqual(['function without a docstring']);
  });

  it.each([
    ['test function', 'def test_f():\n    "Do."\n    return 1\n'],
    ['dunder method', 'class A:\n    def __len__(self):\n        "Do."\n        return 1\n'],
    ['function with a syntax error', 'def f(:\n    "Do."\n    return 1\n'],
    ['function with an empty docstring', 'def f():\n    " "\n    return 1\n'],
    ['function without a body of its own', 'def f():\n    "Do."\n'],
    ['function without a body of its own', 'def f():\n    "Do."\n    pass\n'],
    ['function without a body of its own', 'def f():\n    "Do."\n    ...\n'],
  ])('leaves out a %s', (reason, source) => {
    expect(reasons(source)).toEqual([reason]);
  });

  it('leaves out functions inside functions, also those of classes inside functions', () => {
    const source = [
      'def outer():',
      '    "Do."',
      '    def inner():',
      '        "Do."',
      '        return 1',
      '    class A:',
      '        def method(self):',
      '            "Do."',
      '            return 1',
      '    return inner',
    ].join('\n');
    const { functions, skipped } = extractFunctions(source);
    expect(functions.map(({ code }) => code.split('\n', 1)[0])).toEqual(['def outer():']);
    expect(skipped).toEqual(['function inside another function', 'function inside another function']);
  });

  it('goes on after a syntax error', () => {
    const source = 'x = = 1\n\ndef f():\n    "Do."\n    return 1\n';
    expect(only(source).docstring).toBe('Do.');
  });
});

import type { RandomGenerator } from '../../permutation';

/** One node of the abstract tree, said in words, written as Python, and as a part of a function's name. */
export interface Phrase {
  readonly words: string;
  readonly code: string;
  readonly name: string;
}

/** A list parameter and what one of its items is called. */
export interface Collection {
  readonly plural: string;
  readonly item: string;
  readonly kind: 'number' | 'text';
}

const NUMBERS = 'numbers values scores prices weights lengths ages marks sizes rates'.split(' ');
const TEXTS = 'words names lines titles keys labels paths tags cities codes'.split(' ');
const SINGULAR_EXCEPTIONS: Readonly<Record<string, string>> = { prices: 'price', cities: 'city' };
const AFFIXES = 'a b get set tmp http pre un re x / # . -'.split(' ');

/** Random choices of the grammar's productions. */
export class Draw {
  constructor(private readonly generator: RandomGenerator) {}

  /** One of the values, each equally likely. */
  of<Value>(values: readonly Value[]): Value {
    return values[this.generator.integer(values.length - 1)]!;
  }

  /** A whole number from `minimum` to `maximum` inclusive. */
  integer(minimum: number, maximum: number): number {
    return minimum + this.generator.integer(maximum - minimum);
  }

  oneIn(chances: number): boolean {
    return this.generator.integer(chances - 1) === 0;
  }

  collection(kind: Collection['kind'] = this.of(['number', 'text'])): Collection {
    const plural = this.of(kind === 'number' ? NUMBERS : TEXTS);
    return { plural, item: SINGULAR_EXCEPTIONS[plural] ?? plural.slice(0, -1), kind };
  }

  /** A condition on an item, to be read after "is", "are" or as an adjective clause: `that are WORDS`. */
  condition({ item, kind }: Pick<Collection, 'item' | 'kind'>, depth = 2): Phrase {
    if (depth > 0 && this.oneIn(4)) {
      const first = this.condition({ item, kind }, 0);
      const second = this.condition({ item, kind }, 0);
      const connective = this.of(['and', 'or']);
      return {
        words: `${first.words} ${connective} ${second.words}`,
        code: `${first.code} ${connective} ${second.code}`,
        name: `${first.name}_${connective}_${second.name}`,
      };
    }
    return kind === 'number' ? this.numberCondition(item) : this.textCondition(item);
  }

  /** What is done to one item, to be read as "the WORDS of each item". The result is of the item's own kind. */
  operation({ item, kind }: Pick<Collection, 'item' | 'kind'>, depth = 1): Phrase {
    const simple = kind === 'number' ? this.numberOperation(item) : this.textOperation(item);
    if (depth === 0 || !this.oneIn(3)) return simple;
    const inner = kind === 'number' ? `(${simple.code})` : simple.code;
    const outer = kind === 'number' ? this.numberOperation(inner) : this.textOperation(inner);
    return {
      words: `${outer.words} of the ${simple.words}`,
      code: outer.code,
      name: `${outer.name}_${simple.name}`,
    };
  }

  private numberCondition(item: string): Phrase {
    const bound = this.integer(2, 20);
    const upper = bound + this.integer(1, 80);
    return this.of<Phrase>([
      { words: 'positive', code: `${item} > 0`, name: 'positive' },
      { words: 'negative', code: `${item} < 0`, name: 'negative' },
      { words: 'even', code: `${item} % 2 == 0`, name: 'even' },
      { words: 'odd', code: `${item} % 2 == 1`, name: 'odd' },
      { words: 'not zero', code: `${item} != 0`, name: 'nonzero' },
      { words: `greater than ${bound}`, code: `${item} > ${bound}`, name: `above_${bound}` },
      { words: `less than ${bound}`, code: `${item} < ${bound}`, name: `below_${bound}` },
      { words: `at least ${bound}`, code: `${item} >= ${bound}`, name: `at_least_${bound}` },
      { words: `divisible by ${bound}`, code: `${item} % ${bound} == 0`, name: `divisible_by_${bound}` },
      {
        words: `between ${bound} and ${upper}`,
        code: `${bound} <= ${item} <= ${upper}`,
        name: `between_${bound}_and_${upper}`,
      },
    ]);
  }

  private textCondition(item: string): Phrase {
    const length = this.integer(2, 12);
    const affix = this.of(AFFIXES);
    const name = affix.replace(/\W/g, 'mark');
    return this.of<Phrase>([
      { words: 'not empty', code: `${item} != ''`, name: 'nonempty' },
      { words: 'in lower case', code: `${item}.islower()`, name: 'lower_case' },
      { words: 'in upper case', code: `${item}.isupper()`, name: 'upper_case' },
      { words: 'made of digits', code: `${item}.isdigit()`, name: 'numeric' },
      {
        words: `longer than ${length} characters`,
        code: `len(${item}) > ${length}`,
        name: `longer_than_${length}`,
      },
      {
        words: `shorter than ${length} characters`,
        code: `len(${item}) < ${length}`,
        name: `shorter_than_${length}`,
      },
      {
        words: `starting with '${affix}'`,
        code: `${item}.startswith('${affix}')`,
        name: `with_${name}_first`,
      },
      { words: `ending with '${affix}'`, code: `${item}.endswith('${affix}')`, name: `with_${name}_last` },
      { words: `without '${affix}'`, code: `'${affix}' not in ${item}`, name: `without_${name}` },
    ]);
  }

  private numberOperation(item: string): Phrase {
    const amount = this.integer(2, 20);
    return this.of<Phrase>([
      { words: 'square', code: `${item} * ${item}`, name: 'square' },
      { words: 'cube', code: `${item} ** 3`, name: 'cube' },
      { words: 'double', code: `${item} * 2`, name: 'double' },
      { words: 'half', code: `${item} / 2`, name: 'half' },
      { words: 'absolute value', code: `abs(${item})`, name: 'absolute' },
      { words: 'opposite', code: `-${item}`, name: 'opposite' },
      { words: `sum with ${amount}`, code: `${item} + ${amount}`, name: `plus_${amount}` },
      { words: `difference from ${amount}`, code: `${amount} - ${item}`, name: `from_${amount}` },
      { words: `product with ${amount}`, code: `${item} * ${amount}`, name: `times_${amount}` },
      { words: `remainder by ${amount}`, code: `${item} % ${amount}`, name: `modulo_${amount}` },
      { words: `whole quotient by ${amount}`, code: `${item} // ${amount}`, name: `divided_by_${amount}` },
    ]);
  }

  private textOperation(item: string): Phrase {
    const length = this.integer(1, 9);
    const affix = this.of(AFFIXES);
    const name = affix.replace(/\W/g, 'mark');
    return this.of<Phrase>([
      { words: 'upper case form', code: `${item}.upper()`, name: 'upper' },
      { words: 'lower case form', code: `${item}.lower()`, name: 'lower' },
      { words: 'title case form', code: `${item}.title()`, name: 'title' },
      { words: 'stripped form', code: `${item}.strip()`, name: 'stripped' },
      { words: 'reverse', code: `${item}[::-1]`, name: 'reversed' },
      { words: `first ${length} characters`, code: `${item}[:${length}]`, name: `first_${length}_of` },
      { words: `last ${length} characters`, code: `${item}[-${length}:]`, name: `last_${length}_of` },
      {
        words: `form without '${affix}'`,
        code: `${item}.replace('${affix}', '')`,
        name: `without_${name}_in`,
      },
      {
        words: `form padded to ${length} characters`,
        code: `${item}.ljust(${length})`,
        name: `padded_${length}`,
      },
    ]);
  }

  /** A number computed from parameters, at most as deep as asked. */
  arithmetic(parameters: readonly string[], depth: number): Phrase {
    const operand = (): Phrase => {
      if (depth > 1 && !this.oneIn(4)) return this.arithmetic(parameters, depth - 1);
      const parameter = this.of(parameters);
      return { words: `the ${parameter}`, code: parameter, name: parameter };
    };
    const [first, second] = [operand(), operand()];
    const [words, operator, name] = this.of([
      ['sum', '+', 'sum'],
      ['difference', '-', 'difference'],
      ['product', '*', 'product'],
      ['quotient', '/', 'ratio'],
      ['maximum', 'max', 'maximum'],
      ['minimum', 'min', 'minimum'],
    ] as const);
    const wrap = ({ code }: Phrase) => (/ /.test(code) && !/^(max|min)\(/.test(code) ? `(${code})` : code);
    const isCall = operator === 'max' || operator === 'min';
    return {
      words: `the ${words} of ${first.words} and ${second.words}`,
      code: isCall
        ? `${operator}(${first.code}, ${second.code})`
        : `${wrap(first)} ${operator} ${wrap(second)}`,
      name: `${name}_of_${first.name}_and_${second.name}`,
    };
  }
}

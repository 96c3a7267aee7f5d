import { pythonFunction, type Shape } from './function';

const PARAMETERS = ['x', 'y', 'width', 'height', 'left', 'right', 'start', 'end', 'cost', 'amount'];
const SEPARATORS = [',', ';', ':', '-', '/', '|'];

/** Functions over numbers and texts. */
export const VALUE_SHAPES: readonly Shape[] = [
  (draw) => {
    const [first, second] = [draw.of(PARAMETERS.slice(0, 5)), draw.of(PARAMETERS.slice(5))];
    const { words, code, name } = draw.arithmetic([first, second], 3);
    return pythonFunction(`Compute ${words}.`, `compute_${name}`, [first, second], [`return ${code}`]);
  },
  (draw) => {
    const item = draw.collection();
    const { words, code, name } = draw.condition(item);
    return pythonFunction(
      `Check whether the ${item.item} is ${words}.`,
      `is_${name}`,
      [item.item],
      [`return ${code}`],
    );
  },
  (draw) => {
    const item = draw.collection();
    const condition = draw.condition(item, 0);
    const operation = draw.operation(item);
    return pythonFunction(
      `Return the ${operation.words} of the ${item.item}. Raise ValueError unless it is ${condition.words}.`,
      `checked_${operation.name}_${item.item}`,
      [item.item],
      [
        `if not (${condition.code}):`,
        `    raise ValueError('${item.item} must be ${condition.words.replaceAll("'", '')}')`,
        `return ${operation.code}`,
      ],
    );
  },
  (draw) => {
    const item = draw.collection();
    const condition = draw.condition(item);
    const operation = draw.operation(item, 0);
    let other = draw.operation(item, 0);
    while (other.code === operation.code) other = draw.operation(item, 0);
    return pythonFunction(
      `Return the ${operation.words} of the ${item.item} if it is ${condition.words}, otherwise its ${other.words}.`,
      `${operation.name}_or_${other.name}`,
      [item.item],
      [`if ${condition.code}:`, `    return ${operation.code}`, `return ${other.code}`],
    );
  },
  (draw) => {
    const low = draw.integer(0, 20);
    const high = low + draw.integer(1, 100);
    const item = draw.collection('number').item;
    return pythonFunction(
      `Limit the ${item} to the range from ${low} to ${high}.`,
      `clamp_${item}`,
      [item],
      [`return max(${low}, min(${high}, ${item}))`],
    );
  },
  (draw) => {
    const item = draw.collection('number').item;
    const fallback = draw.integer(0, 9);
    const type = draw.of(['int', 'float']);
    return pythonFunction(
      `Convert the text to ${type === 'int' ? 'an integer' : 'a float'}, or return ${fallback} if it is not a number.`,
      `parse_${item}_as_${type}`,
      ['text'],
      ['try:', `    return ${type}(text)`, 'except ValueError:', `    return ${fallback}`],
    );
  },
  (draw) => {
    const [words, operator, last] = draw.of([
      ['product', '*', 1],
      ['sum', '+', 0],
    ] as const);
    const step = draw.integer(1, 4);
    return pythonFunction(
      `Compute recursively the ${words} of n and every ${step === 1 ? 'number' : `number ${step} steps apart`} below it.`,
      `recursive_${words}_by_${step}`,
      ['n'],
      ['if n <= 0:', `    return ${last}`, `return n ${operator} recursive_${words}_by_${step}(n - ${step})`],
    );
  },
  (draw) => {
    const divisor = draw.integer(2, 16);
    return pythonFunction(
      `Count how many times n can be divided by ${divisor} without a remainder.`,
      `count_factors_of_${divisor}`,
      ['n'],
      ['count = 0', `while n % ${divisor} == 0:`, `    n //= ${divisor}`, '    count += 1', 'return count'],
    );
  },
  (draw) => {
    const list = draw.collection('text');
    const operation = draw.operation(list);
    const separator = draw.of(SEPARATORS);
    return pythonFunction(
      `Join the ${operation.words} of each ${list.item} with '${separator}'.`,
      `join_${operation.name}_${list.plural}`,
      [list.plural],
      [`return '${separator}'.join(${operation.code} for ${list.item} in ${list.plural})`],
    );
  },
  (draw) => {
    const list = draw.collection('text');
    const operation = draw.operation(list, 0);
    const separator = draw.of(SEPARATORS);
    return pythonFunction(
      `Split the text at '${separator}' and return the ${operation.words} of each ${list.item}.`,
      `split_into_${operation.name}_${list.plural}`,
      ['text'],
      [`return [${operation.code} for ${list.item} in text.split('${separator}')]`],
    );
  },
  (draw) => {
    const list = draw.collection('text');
    const condition = draw.condition(list);
    return pythonFunction(
      `Count the ${list.plural} of a text that are ${condition.words}.`,
      `count_${condition.name}_in_text`,
      ['text'],
      [
        'count = 0',
        `for ${list.item} in text.split():`,
        `    if ${condition.code}:`,
        '        count += 1',
        'return count',
      ],
    );
  },
];

import { pythonFunction, type Shape } from './function';

/** Functions over one list: select, change, fold, search, order, group. */
export const COLLECTION_SHAPES: readonly Shape[] = [
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    const verb = draw.of(['Return', 'Keep', 'Select']);
    return pythonFunction(
      `${verb} the ${list.plural} that are ${words}.`,
      `${draw.of(['select', 'keep', 'filter'])}_${name}_${list.plural}`,
      [list.plural],
      [`return [${list.item} for ${list.item} in ${list.plural} if ${code}]`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    return pythonFunction(
      `Remove the ${list.plural} that are ${words}.`,
      `remove_${name}_${list.plural}`,
      [list.plural],
      [`return [${list.item} for ${list.item} in ${list.plural} if not (${code})]`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.operation(list);
    return pythonFunction(
      `Return the ${words} of each ${list.item}.`,
      `${name}_${list.plural}`,
      [list.plural],
      [`return [${code} for ${list.item} in ${list.plural}]`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const condition = draw.condition(list, 0);
    const operation = draw.operation(list);
    return pythonFunction(
      `Return the ${operation.words} of each ${list.item} that is ${condition.words}.`,
      `${operation.name}_${condition.name}_${list.plural}`,
      [list.plural],
      [`return [${operation.code} for ${list.item} in ${list.plural} if ${condition.code}]`],
    );
  },
  (draw) => {
    const list = draw.collection('number');
    const operation = draw.operation(list);
    const [words, call] = draw.of([
      ['sum', 'sum'],
      ['largest', 'max'],
      ['smallest', 'min'],
    ] as const);
    return pythonFunction(
      `Compute the ${words} of the ${operation.words} of all ${list.plural}.`,
      `${words}_${operation.name}_of_${list.plural}`,
      [list.plural],
      [`return ${call}(${operation.code} for ${list.item} in ${list.plural})`],
    );
  },
  (draw) => {
    const list = draw.collection('number');
    const condition = draw.condition(list);
    return pythonFunction(
      `Compute the sum of the ${list.plural} that are ${condition.words}.`,
      `sum_${condition.name}_${list.plural}`,
      [list.plural],
      [
        'total = 0',
        `for ${list.item} in ${list.plural}:`,
        `    if ${condition.code}:`,
        `        total += ${list.item}`,
        'return total',
      ],
    );
  },
  (draw) => {
    const list = draw.collection('number');
    return pythonFunction(
      `Compute the average of the ${list.plural}, or ${draw.of(['zero', '0'])} if there are none.`,
      `${draw.of(['average', 'mean'])}_of_${list.plural}`,
      [list.plural],
      [`if not ${list.plural}:`, '    return 0', `return sum(${list.plural}) / len(${list.plural})`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    return pythonFunction(
      `Count the ${list.plural} that are ${words}.`,
      `count_${name}_${list.plural}`,
      [list.plural],
      [`return sum(1 for ${list.item} in ${list.plural} if ${code})`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    const [quantifier, call] = draw.of([
      ['any', 'any'],
      ['every', 'all'],
    ] as const);
    return pythonFunction(
      `Check whether ${quantifier} ${list.item} is ${words}.`,
      `${call}_${list.plural}_${name}`,
      [list.plural],
      [`return ${call}(${code} for ${list.item} in ${list.plural})`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    return pythonFunction(
      `Find the first ${list.item} that is ${words}, or None.`,
      `find_first_${name}_${list.item}`,
      [list.plural],
      [
        `for ${list.item} in ${list.plural}:`,
        `    if ${code}:`,
        `        return ${list.item}`,
        'return None',
      ],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    return pythonFunction(
      `Return the positions of the ${list.plural} that are ${words}.`,
      `positions_of_${name}_${list.plural}`,
      [list.plural],
      [`return [index for index, ${list.item} in enumerate(${list.plural}) if ${code}]`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.operation(list);
    const reverse = draw.oneIn(3);
    return pythonFunction(
      `Sort the ${list.plural} by their ${words}${reverse ? ', largest first' : ''}.`,
      `sort_${list.plural}_by_${name}${reverse ? '_descending' : ''}`,
      [list.plural],
      [`return sorted(${list.plural}, key=lambda ${list.item}: ${code}${reverse ? ', reverse=True' : ''})`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.operation(list, 0);
    return pythonFunction(
      `Group the ${list.plural} by their ${words}.`,
      `group_${list.plural}_by_${name}`,
      [list.plural],
      [
        'groups = {}',
        `for ${list.item} in ${list.plural}:`,
        `    groups.setdefault(${code}, []).append(${list.item})`,
        'return groups',
      ],
    );
  },
  (draw) => {
    const list = draw.collection();
    return pythonFunction(
      `Count how often each ${list.item} occurs.`,
      `${draw.of(['count', 'tally'])}_${list.plural}`,
      [list.plural],
      [
        'counts = {}',
        `for ${list.item} in ${list.plural}:`,
        `    counts[${list.item}] = counts.get(${list.item}, 0) + 1`,
        'return counts',
      ],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    return pythonFunction(
      `Split the ${list.plural} into those that are ${words} and the others.`,
      `split_${list.plural}_by_${name}`,
      [list.plural],
      [
        'matching, others = [], []',
        `for ${list.item} in ${list.plural}:`,
        `    if ${code}:`,
        `        matching.append(${list.item})`,
        '    else:',
        `        others.append(${list.item})`,
        'return matching, others',
      ],
    );
  },
  (draw) => {
    const list = draw.collection();
    return pythonFunction(
      `Remove duplicate ${list.plural} and keep their order.`,
      `unique_${list.plural}`,
      [list.plural],
      [
        'seen = set()',
        'result = []',
        `for ${list.item} in ${list.plural}:`,
        `    if ${list.item} not in seen:`,
        `        seen.add(${list.item})`,
        `        result.append(${list.item})`,
        'return result',
      ],
    );
  },
  (draw) => {
    const list = draw.collection();
    const { words, code, name } = draw.condition(list);
    return pythonFunction(
      `Yield the ${list.plural} that are ${words}.`,
      `iterate_${name}_${list.plural}`,
      [list.plural],
      [`for ${list.item} in ${list.plural}:`, `    if ${code}:`, `        yield ${list.item}`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const size = draw.integer(2, 9);
    return pythonFunction(
      `Split the ${list.plural} into chunks of ${size}.`,
      `chunk_${list.plural}_by_${size}`,
      [list.plural],
      [`return [${list.plural}[start:start + ${size}] for start in range(0, len(${list.plural}), ${size})]`],
    );
  },
  (draw) => {
    const list = draw.collection('number');
    const [words, operator] = draw.of([
      ['total', '+='],
      ['product', '*='],
    ] as const);
    return pythonFunction(
      `Return the running ${words} of the ${list.plural}.`,
      `running_${words}_of_${list.plural}`,
      [list.plural],
      [
        `${words} = ${words === 'total' ? 0 : 1}`,
        'result = []',
        `for ${list.item} in ${list.plural}:`,
        `    ${words} ${operator} ${list.item}`,
        `    result.append(${words})`,
        'return result',
      ],
    );
  },
  (draw) => {
    const list = draw.collection();
    const count = draw.integer(2, 12);
    const [words, slice] = draw.of([
      [`first ${count}`, `[:${count}]`],
      [`last ${count}`, `[-${count}:]`],
    ] as const);
    return pythonFunction(
      `Return the ${words} ${list.plural} in order.`,
      `${words.replace(' ', '_')}_${list.plural}`,
      [list.plural],
      [`return sorted(${list.plural})${slice}`],
    );
  },
];

import { pythonFunction, type Shape } from './function';

const ATTRIBUTES = 'name size color status owner limit title level mode value'.split(' ');

/** Functions over dictionaries, several lists, objects and files. */
export const STRUCTURE_SHAPES: readonly Shape[] = [
  (draw) => {
    const list = draw.collection();
    const condition = draw.condition({ item: 'value', kind: list.kind });
    return pythonFunction(
      `Return the entries of the ${list.item} table whose value is ${condition.words}.`,
      `${list.item}_entries_${condition.name}`,
      ['table'],
      [`return {key: value for key, value in table.items() if ${condition.code}}`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const operation = draw.operation({ item: 'value', kind: list.kind });
    return pythonFunction(
      `Replace every value of the ${list.item} table by its ${operation.words}.`,
      `${operation.name}_${list.item}_table`,
      ['table'],
      [`return {key: ${operation.code} for key, value in table.items()}`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const operation = draw.operation(list, 0);
    return pythonFunction(
      `Map each ${list.item} to its ${operation.words}.`,
      `map_${list.plural}_to_${operation.name}`,
      [list.plural],
      [`return {${list.item}: ${operation.code} for ${list.item} in ${list.plural}}`],
    );
  },
  (draw) => {
    const item = draw.collection().item;
    return pythonFunction(
      `Exchange the keys and values of the ${item} table.`,
      `invert_${item}_table`,
      ['table'],
      ['return {value: key for key, value in table.items()}'],
    );
  },
  (draw) => {
    const [first, second] = draw.of([
      ['defaults', 'options'],
      ['old', 'new'],
      ['left', 'right'],
    ] as const);
    const item = draw.collection().item;
    return pythonFunction(
      `Merge two ${item} tables; ${second} win over ${first}.`,
      `merge_${item}_tables`,
      [first, second],
      [`result = dict(${first})`, `result.update(${second})`, 'return result'],
    );
  },
  (draw) => {
    const list = draw.collection('number');
    const [words, operator] = draw.of([
      ['sums', '+'],
      ['differences', '-'],
      ['products', '*'],
    ] as const);
    return pythonFunction(
      `Return the ${words} of the ${list.plural} and the other list, item by item.`,
      `${words}_of_${list.plural}`,
      [list.plural, 'others'],
      [`return [${list.item} ${operator} other for ${list.item}, other in zip(${list.plural}, others)]`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const [words, name, operator] = draw.of([
      ['that both lists have', 'common', '&'],
      ['that either list has', 'all', '|'],
      ['that only the first list has', 'missing', '-'],
    ] as const);
    return pythonFunction(
      `Return the sorted ${list.plural} ${words}.`,
      `${name}_${list.plural}`,
      [list.plural, 'others'],
      [`return sorted(set(${list.plural}) ${operator} set(others))`],
    );
  },
  (draw) => {
    const list = draw.collection('number');
    const operation = draw.operation({ item: '(second - first)', kind: 'number' }, 0);
    return pythonFunction(
      `Return the ${operation.words} of the difference between neighbouring ${list.plural}.`,
      `${operation.name}_differences_of_${list.plural}`,
      [list.plural],
      [`return [${operation.code} for first, second in zip(${list.plural}, ${list.plural}[1:])]`],
    );
  },
  (draw) => {
    const list = draw.collection();
    return pythonFunction(
      `Flatten a list of lists of ${list.plural}.`,
      `flatten_${list.plural}`,
      ['lists'],
      [`return [${list.item} for ${list.plural} in lists for ${list.item} in ${list.plural}]`],
    );
  },
  (draw) => {
    const attribute = draw.of(ATTRIBUTES);
    const item = draw.collection().item;
    return pythonFunction(
      `Set the ${attribute} of the ${item}.`,
      `set_${item}_${attribute}`,
      ['self', attribute],
      [`self.${item}.${attribute} = ${attribute}`],
    );
  },
  (draw) => {
    const attribute = draw.of(ATTRIBUTES);
    const item = draw.collection().item;
    return pythonFunction(
      `Return the ${attribute} of the ${item}, or the default if it has none.`,
      `get_${item}_${attribute}`,
      ['self', 'default=None'],
      [`return getattr(self.${item}, '${attribute}', default)`],
    );
  },
  (draw) => {
    const list = draw.collection();
    const condition = draw.condition(list, 1);
    return pythonFunction(
      `Add the ${list.item} if it is ${condition.words}, and tell whether it was added.`,
      `add_${condition.name}_${list.item}`,
      ['self', list.item],
      [
        `if ${condition.code}:`,
        `    self.${list.plural}.append(${list.item})`,
        '    return True',
        'return False',
      ],
    );
  },
  (draw) => {
    const list = draw.collection('text');
    const condition = draw.condition({ item: 'line', kind: 'text' });
    return pythonFunction(
      `Read the ${list.plural} of a file that are ${condition.words}.`,
      `read_${condition.name}_${list.plural}`,
      ['path'],
      [
        'with open(path) as file:',
        "    lines = [line.rstrip('\\n') for line in file]",
        `return [line for line in lines if ${condition.code}]`,
      ],
    );
  },
  (draw) => {
    const list = draw.collection('text');
    const operation = draw.operation(list, 0);
    return pythonFunction(
      `Write the ${operation.words} of each ${list.item} to a file, one per line.`,
      `write_${operation.name}_${list.plural}`,
      ['path', list.plural],
      [
        "with open(path, 'w') as file:",
        `    for ${list.item} in ${list.plural}:`,
        `        file.write(${operation.code} + '\\n')`,
      ],
    );
  },
  (draw) => {
    const attribute = draw.of(ATTRIBUTES);
    const item = draw.collection().item;
    return pythonFunction(
      `Load the ${attribute} of the ${item} from a JSON file.`,
      `load_${item}_${attribute}`,
      ['path'],
      ['with open(path) as file:', '    data = json.load(file)', `return data['${item}']['${attribute}']`],
    );
  },
];

import type { Binding, OperationAttribute } from './binding';

/** TensorFlow's enumeration value of uint16, which the binding does not export. */
const TF_UINT16 = 17;

/** Attribute lists that are used again and again, made once. */
export function commonAttributes(binding: Binding) {
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const flag = (name: string, value = true) => ({ name, type: binding.TF_ATTR_BOOL, value });
  const integer = (name: string, value: number) => ({ name, type: binding.TF_ATTR_INT, value });
  const cached = <Key>(make: (key: Key) => OperationAttribute[]) => {
    const lists = new Map<Key, OperationAttribute[]>();
    return (key: Key) => lists.get(key) ?? (lists.set(key, make(key)), lists.get(key)!);
  };
  const floats = cached((n: number) => [integer('N', n), type('T', binding.TF_FLOAT)]);
  const integers = cached((n: number) => [integer('N', n), type('T', binding.TF_INT32)]);
  return {
    count: (n: number, dtype: number = binding.TF_FLOAT) =>
      dtype === binding.TF_FLOAT ? floats(n) : integers(n),
    split: cached((n: number) => [integer('num_split', n), type('Tlen', binding.TF_INT32)]),
    matMul: { none: [], a: [flag('transpose_a')], b: [flag('transpose_b')] } as Record<
      string,
      OperationAttribute[]
    >,
    batchMatMul: { none: [], a: [flag('adj_x')], b: [flag('adj_y')] } as Record<string, OperationAttribute[]>,
    keepDimensions: [flag('keep_dims')],
    noPeephole: [flag('use_peephole', false)],
    outerTanh: { true: [flag('outer_tanh')], false: [flag('outer_tanh', false)] },
    packing: { transposed: [flag('transpose')], upright: [flag('transpose', false)] },
    int32Output: [type('output_type', binding.TF_INT32)],
    int32Random: [type('dtype', binding.TF_INT32)],
    bitcastToUint16: [type('type', TF_UINT16)],
    castToUint16: [type('DstT', TF_UINT16)],
    castToInt32: [type('DstT', binding.TF_INT32)],
    castToFloat: [type('DstT', binding.TF_FLOAT)],
  };
}

export type CommonAttributes = ReturnType<typeof commonAttributes>;

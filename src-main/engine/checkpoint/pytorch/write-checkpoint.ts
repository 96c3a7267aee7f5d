import { entryOf, type NewEntry, zipContent } from '../../files/zip/write-zip';
import type { NamedArray } from '../safetensors';
import { Call, Global, Persistent, Tuple, writePickle } from './pickle/write-pickle';

const REBUILD_TENSOR = new Global('torch._utils', '_rebuild_tensor_v2');
const FLOAT_STORAGE = new Global('torch', 'FloatStorage');
const ORDERED_DICTIONARY = new Global('collections', 'OrderedDict');

/**
 * A state dictionary in the zip format of `torch.save` (PyTorch 1.6 and later), with the same bytes each time; `name` is that
 * of the folder inside. `torch.load(..., weights_only=True)` reads it.
 */
export function checkpointContent(name: string, tensors: readonly NamedArray[]): AsyncIterable<Buffer> {
  const state = new Map(tensors.map((tensor, index) => [tensor.name, tensorCall(tensor, String(index))]));
  const entry = (path: string, content: Buffer | string): NewEntry => entryOf(`${name}/${path}`, content);
  return zipContent([
    entry('data.pkl', writePickle(state)),
    entry('byteorder', 'little'),
    ...tensors.map(({ values }, index) => entry(`data/${index}`, littleEndian(values))),
    entry('version', '3\n'),
  ]);
}

/** What PyTorch calls to make the tensor: storage, offset, size, strides, whether it needs gradients, hooks. */
function tensorCall({ shape, values }: NamedArray, key: string): Call {
  const storage = new Persistent(new Tuple(['storage', FLOAT_STORAGE, key, 'cpu', values.length]));
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, extent) => product * extent, 1),
  );
  const hooks = new Call(ORDERED_DICTIONARY, []);
  return new Call(REBUILD_TENSOR, [storage, 0, new Tuple(shape), new Tuple(strides), false, hooks]);
}

/** All computers that Unroll runs on keep their numbers so. */
function littleEndian({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

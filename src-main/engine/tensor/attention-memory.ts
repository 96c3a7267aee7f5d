import type { AttentionMemory } from './fused-operations';
import type { Tensor, TensorOperations } from './tensor-operations';

/** Indices of a memory for sentences of these lengths. */
function memoryLayout(ops: TensorOperations, lengths: ArrayLike<number>) {
  const rows = lengths.length;
  const longest = Math.max(...Array.from(lengths));
  const positions = Array.from(lengths).reduce((sum, length) => sum + length, 0);
  const rowOfPosition = new Int32Array(positions);
  const positionOfPlace = new Int32Array(rows * longest);
  const placeOfPosition = new Int32Array(positions);
  let position = 0;
  for (let row = 0; row < rows; row++)
    for (let time = 0; time < lengths[row]; time++) {
      rowOfPosition[position] = row;
      placeOfPosition[position] = row * longest + time;
      positionOfPlace[row * longest + time] = ++position;
    }
  const segments = ops.createSegments(rowOfPosition, rows);
  return {
    rows,
    longest,
    segments,
    starts: ops.int32(segments.starts, [rows + 1]),
    positionOfPlace: ops.int32(positionOfPlace, [rows * longest]),
    placeOfPosition: ops.int32(placeOfPosition, [positions]),
  };
}

/** A memory of these values and keys, whose row r attends to sentence r. */
export function attentionMemory(
  ops: TensorOperations,
  values: Tensor,
  keys: Tensor,
  lengths: ArrayLike<number>,
): AttentionMemory {
  const layout = memoryLayout(ops, lengths);
  const units = values.shape[1];
  const paddedValues = ops.scope(() => {
    const rows = ops.gatherRows(ops.concat([ops.zeros([1, units]), values], 0), layout.positionOfPlace);
    return ops.reshape(rows, [layout.rows, layout.longest, units]);
  });
  return { ...layout, sentences: null, values, paddedValues, keys };
}

/** A memory in which row r attends to a copy of sentence `sentences[r]`. */
export function copySentences(
  ops: TensorOperations,
  memory: AttentionMemory,
  sentences: readonly number[],
): AttentionMemory {
  const { starts } = memory.segments;
  const lengths = sentences.map((sentence) => starts[sentence + 1] - starts[sentence]);
  const positions = Int32Array.from(
    sentences.flatMap((sentence, row) =>
      Array.from({ length: lengths[row] }, (_, time) => starts[sentence] + time),
    ),
  );
  const index = ops.int32(positions, [positions.length]);
  const values = ops.gatherRows(memory.values, index);
  const keys = ops.gatherRows(memory.keys, index);
  ops.dispose(index);
  return attentionMemory(ops, values, keys, lengths);
}

/** Frees what a selection has of its own, beside the tensors of the memory that it was made from. */
export function disposeSelection(
  ops: TensorOperations,
  selection: AttentionMemory,
  memory: AttentionMemory,
): void {
  const shared = new Set(tensorsOf(memory));
  ops.dispose(...tensorsOf(selection).filter((tensor) => !shared.has(tensor)));
}

function tensorsOf(memory: AttentionMemory): Tensor[] {
  const { sentences, values, paddedValues, keys, starts, positionOfPlace, placeOfPosition } = memory;
  const tensors = [values, paddedValues, keys, starts, positionOfPlace, placeOfPosition];
  return sentences === null ? tensors : [...tensors, sentences];
}

import type { Segments } from '../tensor-operations';
import type { NativeMemory, NativeTensor } from './native-memory';

export interface NativeSegments extends Segments {
  /** int32 `[rows]`. */
  readonly segmentOfRow: NativeTensor;
}

export function createSegments(
  memory: NativeMemory,
  segmentOfRow: Int32Array,
  segments: number,
): NativeSegments {
  const rows = segmentOfRow.length;
  const starts = new Int32Array(segments + 1).fill(rows);
  for (let row = rows - 1; row >= 0; row--) starts[segmentOfRow[row]] = row;
  return {
    segments,
    rows,
    starts,
    segmentOfRow: memory.create(segmentOfRow, [rows], memory.binding.TF_INT32),
  };
}

/** The first `segments` of `all`; `firstRows` slices a tensor to their rows. */
export function firstSegments(
  all: NativeSegments,
  segments: number,
  firstRows: (tensor: NativeTensor) => NativeTensor,
): NativeSegments {
  return {
    segments,
    rows: all.starts[segments],
    starts: all.starts.subarray(0, segments + 1),
    segmentOfRow: firstRows(all.segmentOfRow),
  };
}

import type { Segments } from '../tensor-operations';
import type { NativeMemory, NativeTensor } from './native-memory';

export interface NativeSegments extends Segments {
  /** int32 `[rows]`. */
  readonly segmentOfRow: NativeTensor;
  /** int64 `[rows, 2]` of (segment, row): the places of the weights in a sparse `[segments, rows]` matrix. */
  readonly coordinates: NativeTensor;
}

export function createSegments(
  memory: NativeMemory,
  segmentOfRow: Int32Array,
  segments: number,
): NativeSegments {
  const rows = segmentOfRow.length;
  const starts = new Int32Array(segments + 1).fill(rows);
  // int64 as pairs of 32-bit words, little-endian; all values are small and not negative.
  const words = new Int32Array(4 * rows);
  for (let row = rows - 1; row >= 0; row--) {
    starts[segmentOfRow[row]] = row;
    words[4 * row] = segmentOfRow[row];
    words[4 * row + 2] = row;
  }
  return {
    segments,
    rows,
    starts,
    segmentOfRow: memory.create(segmentOfRow, [rows], memory.binding.TF_INT32),
    coordinates: memory.create(words, [rows, 2], memory.binding.TF_INT64),
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
    coordinates: firstRows(all.coordinates),
  };
}

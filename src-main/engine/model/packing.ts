/**
 * Sentences sorted by falling length and laid out time step after time step, without padding (PyTorch calls this a packed
 * sequence). At each step the sentences that still go on are the first rows, so that a batch shrinks by a slice.
 */
export interface Packing {
  /** Sentences. */
  readonly rows: number;
  /** By packed row, falling. */
  readonly lengths: Int32Array;
  /** Packed row to row of the batch. */
  readonly order: Int32Array;
  /** Row of the batch to packed row. */
  readonly inverse: Int32Array;
  /** Sentences that reach each time step. */
  readonly active: Int32Array;
  /** Where each time step starts among all positions; one more entry for the end. */
  readonly starts: Int32Array;
  /** Positions of all time steps together. */
  readonly positions: number;
}

/** Every length must be at least 1. Equal lengths keep their order. */
export function packLengths(lengths: readonly number[]): Packing {
  const rows = lengths.length;
  const order = Int32Array.from(lengths.keys()).sort((a, b) => lengths[b] - lengths[a] || a - b);
  const sorted = order.map((row) => lengths[row]);
  const inverse = new Int32Array(rows);
  order.forEach((row, packedRow) => (inverse[row] = packedRow));
  const steps = sorted[0] ?? 0;
  const active = new Int32Array(steps);
  const starts = new Int32Array(steps + 1);
  let reaching = rows;
  for (let step = 0; step < steps; step++) {
    while (sorted[reaching - 1] <= step) reaching--;
    active[step] = reaching;
    starts[step + 1] = starts[step] + reaching;
  }
  return { rows, lengths: sorted, order, inverse, active, starts, positions: starts[steps] };
}

/** The ids of all positions in packed order; time step t reads `sentence[t + shift]`. */
export function packIds(packing: Packing, sentences: readonly Int32Array[], shift = 0): Int32Array {
  const ids = new Int32Array(packing.positions);
  for (let step = 0; step < packing.active.length; step++)
    for (let row = 0; row < packing.active[step]; row++)
      ids[packing.starts[step] + row] = sentences[packing.order[row]][step + shift];
  return ids;
}

/** Values of all positions in packed order, by row of the batch. */
export function unpack<Values extends Float32Array | Int32Array>(packing: Packing, values: Values): Values[] {
  return Array.from(packing.inverse, (packedRow) => {
    const sentence = values.slice(0, packing.lengths[packedRow]) as Values;
    for (let step = 0; step < sentence.length; step++)
      sentence[step] = values[packing.starts[step] + packedRow];
    return sentence;
  });
}

/**
 * Packed sentences as one or two directions read them side by side: at every step the rows of the direction that reads
 * forward, then those of the one that reads backward, each sentence from its own end. So both directions have the same
 * sentences at every step, and one cell computes them together. Numbers below are `position * directions + direction`.
 */
export interface Reading {
  /** The number that stands at each place of the reading. */
  readonly order: Int32Array;
  /** By number: its place. */
  readonly places: Int32Array;
  /** By number: the place read before it in its sentence, counted from 1; 0 for the first. */
  readonly previous: Int32Array;
  /** Place of each sentence's last step, direction by direction: `[directions * rows]`. */
  readonly last: Int32Array;
}

export function readingOf(packing: Packing, directions: number): Reading {
  const { active, starts, lengths, rows, positions } = packing;
  const order = new Int32Array(positions * directions);
  const places = new Int32Array(positions * directions);
  const previous = new Int32Array(positions * directions);
  const last = new Int32Array(directions * rows).fill(-1);
  let place = 0;
  for (let step = 0; step < active.length; step++)
    for (let direction = 0; direction < directions; direction++)
      for (let row = 0; row < active[step]; row++, place++) {
        const time = direction === 0 ? step : lengths[row] - 1 - step;
        const number = (starts[time] + row) * directions + direction;
        const sentence = direction * rows + row;
        order[place] = number;
        places[number] = place;
        previous[number] = last[sentence] + 1;
        last[sentence] = place;
      }
  return { order, places, previous, last };
}

/** Length of a sentence without the PAD (0) at its end. */
export function unpaddedLength(sentence: Int32Array): number {
  let length = sentence.length;
  while (length > 0 && sentence[length - 1] === 0) length--;
  return length;
}

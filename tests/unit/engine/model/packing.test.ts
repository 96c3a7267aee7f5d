import { describe, expect, it } from 'vitest';
import {
  packIds,
  packLengths,
  readingOf,
  unpack,
  unpaddedLength,
  type Packing,
} from '../../../../src-main/engine/model/packing';

/** Unsorted with equal ones and a single token; one sentence; all equal; only single tokens; one much longer than the rest. */
const BATCHES = [[3, 1, 5, 3], [4], [2, 2, 2], [1, 1], [1, 7, 1]].map((lengths) => [lengths] as const);

describe.each(BATCHES)('sentences of %j tokens, packed', (lengths) => {
  const packing = packLengths(lengths);

  it('stand by falling length, equal ones in the order of the batch', () => {
    const order = [...packing.order];
    expect(order).toEqual([...lengths.keys()].sort((a, b) => lengths[b] - lengths[a] || a - b));
    expect([...packing.lengths]).toEqual(order.map((row) => lengths[row]));
    expect(order.map((row) => packing.inverse[row])).toEqual([...order.keys()]);
  });

  it('have at each time step the tokens of those that reach it, and none of padding', () => {
    const sentences = lengths.map((length, row) =>
      Int32Array.from({ length: length + 1 }, (_, time) => 100 * (row + 1) + time),
    );
    const inTimeOrder = (shift: number) =>
      Array.from({ length: Math.max(...lengths) }, (_, time) =>
        [...packing.order].filter((row) => lengths[row] > time).map((row) => 100 * (row + 1) + time + shift),
      ).flat();
    expect([...packIds(packing, sentences)]).toEqual(inTimeOrder(0));
    expect([...packIds(packing, sentences, 1)]).toEqual(inTimeOrder(1));
    expect(packing.positions).toBe(lengths.reduce((sum, length) => sum + length, 0));
  });

  it('are unpacked to what they were, in the order of the batch', () => {
    const sentences = lengths.map((length, row) =>
      Int32Array.from({ length }, (_, time) => 100 * (row + 1) + time),
    );
    expect(unpack(packing, packIds(packing, sentences))).toEqual(sentences);
    const halves = Float32Array.from(packIds(packing, sentences), (id) => id / 2);
    expect(unpack(packing, halves)).toEqual(
      sentences.map((sentence) => Float32Array.from(sentence, (id) => id / 2)),
    );
  });

  describe.each([1, 2])('and read in %i direction(s)', (directions) => {
    const reading = readingOf(packing, directions);

    it('have every number at one place, and every place one number', () => {
      const everyPlace = [...Array(packing.positions * directions).keys()];
      expect([...reading.order].map((number) => reading.places[number])).toEqual(everyPlace);
      expect([...reading.places].map((place) => reading.order[place])).toEqual(everyPlace);
    });

    it('are the same ones in every direction at every step', () => {
      let place = 0;
      for (const rows of packing.active)
        for (let direction = 0; direction < directions; direction++) {
          const block = [...reading.order.subarray(place, place + rows)].map((number) =>
            token(packing, directions, number),
          );
          expect(block.map((each) => each.direction)).toEqual(new Array(rows).fill(direction));
          expect(block.map((each) => each.row)).toEqual([...Array(rows).keys()]);
          place += rows;
        }
      expect(place).toBe(reading.order.length);
    });

    it('lead from the last token read to the first: forward from the start, backward from the own end', () => {
      for (let direction = 0; direction < directions; direction++)
        packing.lengths.forEach((length, row) => {
          const tokens = [];
          for (let place = reading.last[direction * packing.rows + row]; place >= 0;) {
            const number = reading.order[place];
            tokens.push(token(packing, directions, number));
            place = reading.previous[number] - 1;
          }
          const times = [...Array(length).keys()];
          if (direction === 1) times.reverse();
          expect(tokens.reverse()).toEqual(times.map((time) => ({ row, time, direction })));
        });
    });
  });
});

/** What a number of a reading stands for. */
function token(packing: Packing, directions: number, number: number) {
  const position = Math.floor(number / directions);
  const time = packing.starts.findLastIndex((start) => start <= position);
  return { row: position - packing.starts[time], time, direction: number % directions };
}

describe('unpaddedLength', () => {
  it('leaves out the PAD behind a sentence and counts the one within', () => {
    expect(unpaddedLength(Int32Array.of(1, 5, 0, 2, 0, 0))).toBe(4);
    expect(unpaddedLength(Int32Array.of(1, 2))).toBe(2);
    expect(unpaddedLength(Int32Array.of(0, 0))).toBe(0);
  });
});

import { SPECIFIED_SIZES, type StepSizes } from '../workload/sizes';

/** A dimension that is varied while the others stay as specified. */
export interface Axis {
  readonly name: string;
  readonly values: readonly number[];
  readonly sizes: (value: number) => StepSizes;
}

export const AXES: readonly Axis[] = [
  {
    name: 'batch size',
    values: [16, 32, 64, 128, 256, 512],
    sizes: (batch) => ({ ...SPECIFIED_SIZES, batch }),
  },
  {
    name: 'hidden size',
    values: [128, 256, 512, 1024],
    sizes: (hidden) => ({ ...SPECIFIED_SIZES, hidden }),
  },
  {
    name: 'vocabulary',
    values: [5_000, 10_000, 20_000, 50_000],
    sizes: (vocabulary) => ({ ...SPECIFIED_SIZES, vocabulary }),
  },
  {
    name: 'sequence length',
    values: [25, 50, 100, 200, 400],
    sizes: (length) => ({ ...SPECIFIED_SIZES, source: length, target: length }),
  },
];

/** Each axis with its smallest, its middle and its largest value. */
export function coarse(axes: readonly Axis[]): Axis[] {
  return axes.map((axis) => {
    const { values } = axis;
    return { ...axis, values: [values[0], values[values.length >> 1], values[values.length - 1]] };
  });
}

import text from '../../resources/parity.py?raw';

/** Python that a notebook's user runs beside a checkpoint, so that its import can tell whether Unroll computes the same. */
export const PARITY_SNIPPET: string = text;

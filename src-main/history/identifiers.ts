import { randomInt } from 'node:crypto';

/** Crockford's base 32 in lower case: sorts like the numbers it writes, and has no letters that look like digits. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 7;
const RANDOM_DIGITS = 3;
const RANDOM_RANGE = 32 ** RANDOM_DIGITS;
/** Seven digits of 32 ms ticks since then last until 2058. */
const FIRST_TICK = Date.UTC(2024, 0, 1);
const TICK_MILLISECONDS = 32;

let lastTick = -1;
let lastRandom = 0;

/**
 * A new identifier of ten characters. Identifiers sort by the time they were made (those of one process strictly), and
 * those of two processes in the same tick differ by chance; the database's keys guard the rest.
 */
export function newIdentifier(): string {
  const tick = Math.max(lastTick, Math.floor((Date.now() - FIRST_TICK) / TICK_MILLISECONDS));
  if (tick > lastTick) {
    lastTick = tick;
    lastRandom = randomInt(RANDOM_RANGE / 2);
  } else if (++lastRandom === RANDOM_RANGE) {
    lastTick += 1;
    lastRandom = 0;
  }
  return digits(lastTick, TIME_DIGITS) + digits(lastRandom, RANDOM_DIGITS);
}

function digits(value: number, length: number): string {
  let text = '';
  for (let position = 0, rest = value; position < length; position++, rest = Math.floor(rest / 32))
    text = DIGITS[rest % 32] + text;
  return text;
}

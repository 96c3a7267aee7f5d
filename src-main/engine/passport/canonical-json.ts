import { createHash } from 'node:crypto';

/**
 * The text of plain data as RFC 8785 (JSON Canonicalization Scheme) has it: no white space, names sorted by their UTF-16
 * code units, numbers as ECMAScript writes them. Members that are undefined are left out.
 * @throws RangeError for a number that is not finite, which JSON cannot say.
 */
export function canonicalJson(value: unknown): string {
  return write(value, null);
}

/** The same for people: an item a line, indented by one space a level. */
export function readableJson(value: unknown): string {
  return `${write(value, '\n')}\n`;
}

/** SHA-256 (hexadecimal) of the canonical text. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** `newline` ends with the indentation of what is around; null stands for one line. */
function write(value: unknown, newline: string | null): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`JSON has no way to say ${value}`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = newline === null ? null : `${newline} `;
  if (Array.isArray(value))
    return bracketed(
      '[]',
      value.map((item) => write(item, inner)),
      newline,
    );
  const colon = newline === null ? ':' : ': ';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}${colon}${write(member, inner)}`);
  return bracketed('{}', members, newline);
}

function bracketed(brackets: '[]' | '{}', items: readonly string[], newline: string | null): string {
  if (newline === null || items.length === 0) return `${brackets[0]}${items.join(',')}${brackets[1]}`;
  const inner = `${newline} `;
  return `${brackets[0]}${inner}${items.join(`,${inner}`)}${newline}${brackets[1]}`;
}

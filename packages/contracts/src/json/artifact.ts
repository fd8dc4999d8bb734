import { compareCodePoints } from './code-point-order.ts';

function write(value: unknown, indent: string | null, depth: number): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    // A defect of the caller: reports never hold NaN or infinities (contracts README, "Artifacts").
    if (!Number.isFinite(value)) throw new RangeError(`An artifact cannot hold the number ${value}.`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`An artifact cannot hold a ${typeof value}.`);
  const inner = indent === null ? '' : `\n${indent.repeat(depth + 1)}`;
  const outer = indent === null ? '' : `\n${indent.repeat(depth)}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${inner}${value.map((item: unknown) => write(item, indent, depth + 1)).join(`,${inner}`)}${outer}]`;
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => compareCodePoints(left, right));
  if (members.length === 0) return '{}';
  const colon = indent === null ? ':' : ': ';
  const texts = members.map(([key, member]) => `${JSON.stringify(key)}${colon}${write(member, indent, depth + 1)}`);
  return `{${inner}${texts.join(`,${inner}`)}${outer}}`;
}

/**
 * Text of a JSON artifact: keys sorted by code point at every level, two spaces, non-ASCII raw, final newline. Members that are undefined
 * are left out; what is null stays.
 * @throws RangeError for NaN and infinities, which no artifact may hold
 */
export function artifactJson(value: unknown): string {
  return `${write(value, '  ', 0)}\n`;
}

/** One line of a JSONL artifact, without its newline: compact, keys sorted. */
export function artifactLine(value: unknown): string {
  return write(value, null, 0);
}

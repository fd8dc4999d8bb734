const PREFIX = 'modekeeper/knob.';

const SIMPLE: Record<string, string> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\u000b',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

/**
 * Text of a string that Go quoted with `%q`, as the kubelet writes values of annotations and labels, or null when it is not
 * one. `\x` escapes of bytes above 0x7f stand for broken UTF-8, which Kubernetes does not let in: they are refused.
 */
export function goUnquote(quoted: string): string | null {
  if (quoted.length < 2 || !quoted.startsWith('"') || !quoted.endsWith('"')) return null;
  let result = '';
  const end = quoted.length - 1;
  for (let at = 1; at < end; at += 1) {
    const here = quoted[at] ?? '';
    if (here === '"') return null;
    if (here !== '\\') {
      result += here;
      continue;
    }
    at += 1;
    const kind = at < end ? (quoted[at] ?? '') : '';
    const simple = SIMPLE[kind];
    const digits = HEX_DIGITS[kind];
    if (simple !== undefined) {
      result += simple;
    } else if (digits !== undefined) {
      const text = quoted.slice(at + 1, at + 1 + digits);
      const code =
        /^[0-9a-fA-F]+$/.test(text) && text.length === digits && at + digits < end ? Number.parseInt(text, 16) : Number.NaN;
      if (Number.isNaN(code) || code > 0x10ffff || (kind === 'x' && code > 0x7f)) return null;
      result += String.fromCodePoint(code);
      at += digits;
    } else return null;
  }
  return result;
}

/** All entries of a downward-API file of annotations or labels: `key="escaped value"` lines. Lines that are not such are left out. */
export function parseDownwardFile(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    const value = equals <= 0 ? null : goUnquote(line.slice(equals + 1));
    if (value !== null) entries.set(line.slice(0, equals), value);
  }
  return entries;
}

/** Integer knobs (`modekeeper/knob.<name>`), sorted by name. Values that are no integers are left out. */
export function readKnobs(text: string): Record<string, number> {
  const knobs: [string, number][] = [];
  for (const [key, value] of parseDownwardFile(text)) {
    if (!key.startsWith(PREFIX) || key.length === PREFIX.length || !/^\s*[+-]?\d+\s*$/.test(value)) continue;
    const number = Number(value);
    if (Number.isSafeInteger(number)) knobs.push([key.slice(PREFIX.length), number]);
  }
  return Object.fromEntries(knobs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

import type { LineRecord } from './record.ts';

// logfmt: key = run without blank, `=`, `"`; value = double-quoted text with escapes, else text to the next blank.
const PAIR = /(?<![^\s])([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"(?!\S)|(\S*))/g;
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', t: '\t' };

/** The key=value pairs of a payload, the last repetition of a key winning; null when there is none. */
export function pairsRecord(payload: string): LineRecord | null {
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [, key, quoted, plain] of payload.matchAll(PAIR)) {
    if (key !== undefined) fields[key] = quoted === undefined ? (plain ?? '') : unescaped(quoted);
  }
  return Object.keys(fields).length > 0 ? { kind: 'pairs', fields } : null;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (found, char: string) => ESCAPES[char] ?? found);
}

import { BEARER, redactInside } from './redact-json.ts';
import { ENCODED, isDigestField, REDACTED, type Redaction } from './rules.ts';

// A quoted value goes to its closing quote; who authorizes, and cookies, consist of several words: to the end of the line.
const VALUE = `(?:"(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*'|[^\\s]+)`;
const WORD_PAIR = new RegExp(`(token|password|passwd|secret|api[_-]?key)["']?[ \\t]*[:=][ \\t]*${VALUE}`, 'gi');
const LINE_PAIR = /(authorization|cookie)["']?[ \t]*[:=][ \t]*[^\n]+/gi;
/** Text that is no JSON: `Bearer`, then `key=value` pairs, then the rules for strings, line by line. */
export function redactText(text: string): Redaction<string> {
  let redactions = 0;
  const count = (replacement: string): string => {
    redactions += 1;
    return replacement;
  };
  const paired = text
    .replace(BEARER, () => count(`Bearer ${REDACTED}`))
    .replace(LINE_PAIR, (_, key: string) => count(`${key}=${REDACTED}`))
    .replace(WORD_PAIR, (_, key: string) => count(`${key}=${REDACTED}`));
  const lines = paired.split('\n').map((line) => {
    const inside = redactInside(line);
    redactions += inside.redactions;
    return encodedEnd(inside.value, count);
  });
  return { value: lines.join('\n'), redactions };
}

/** A line, or the value of its `key:`, that is nothing but encoded bytes. */
function encodedEnd(line: string, count: (replacement: string) => string): string {
  if (ENCODED.test(line.trim())) return count(REDACTED);
  const at = line.search(/[:=]/) + 1;
  const value = line.slice(at).trim();
  return at > 0 && ENCODED.test(value) && !isDigestField(line.slice(0, at - 1).trim(), value)
    ? count(`${line.slice(0, at)} ${REDACTED}`)
    : line;
}

import { isJsonObject, type JsonValue } from '@modekeeper/contracts';
import { ENCODED, isDigestField, isSecretKey, REDACTED, type Redaction } from './rules.ts';

/** Deeper than any report of ours; what lies below is taken out unread. */
const MAX_DEPTH = 64;

/** A JSON document without its secrets: members with secret names, and secrets by their form in every string. */
export function redactJson(value: JsonValue, key = '', depth = 0): Redaction<JsonValue> {
  if (typeof value === 'string') return redactString(value, key);
  if (typeof value !== 'object' || value === null) return { value, redactions: 0 };
  if (depth >= MAX_DEPTH) return { value: REDACTED, redactions: 1 };
  let redactions = 0;
  const keep = <T>(redaction: Redaction<T>): T => {
    redactions += redaction.redactions;
    return redaction.value;
  };
  if (Array.isArray(value)) {
    const items = value.map((item) => keep(redactJson(item, '', depth + 1)));
    return { value: items, redactions };
  }
  const members = Object.entries(value).map(([name, member]): [string, JsonValue] =>
    isSecretKey(name)
      ? [name, keep({ value: REDACTED, redactions: 1 })]
      : [keep(redactInside(name)), keep(redactJson(member, name, depth + 1))],
  );
  return { value: Object.fromEntries(members), redactions };
}

// Not what was taken out already: every secret is counted once.
const FRESH = `(?!${REDACTED}(?:$|[\\s"',;]))`;
export const BEARER = new RegExp(`\\bBearer[ \\t]+${FRESH}[^\\s"',;]+`, 'gi');
// Lengths are bounded, so that no text, however long, takes more than time in proportion to it.
const INLINE: readonly (readonly [RegExp, string])[] = [
  [BEARER, `Bearer ${REDACTED}`],
  // scheme://user:password@…, to the end of the word: host and path may say more than they should.
  [/\b[a-z][a-z0-9+.-]{0,31}:\/\/[^\s:@/"'<>]{0,256}:[^\s"'<>]{0,4096}@[^\s"'<>]*/gi, REDACTED],
  [new RegExp(`\\b(AccountKey|Password)[ \\t]*=[ \\t]*${FRESH}[^\\s;"']+`, 'gi'), `$1=${REDACTED}`],
  [/[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, REDACTED],
];

/** A string of a JSON document; `key`: the member that holds it. */
function redactString(text: string, key = ''): Redaction<string> {
  if (ENCODED.test(text)) return isDigestField(key, text) ? { value: text, redactions: 0 } : { value: REDACTED, redactions: 1 };
  return redactInside(text);
}

/** Secrets within a text: those that are known by their form, and JSON by its own rules. */
export function redactInside(text: string): Redaction<string> {
  const nested = redactNested(text);
  return INLINE.reduce(({ redactions, value }, [pattern, replacement]) => {
    const found = value.match(pattern)?.length ?? 0;
    return { value: found === 0 ? value : value.replace(pattern, replacement), redactions: redactions + found };
  }, nested);
}

/** JSON inside a string: all of it, or from its first bracket to its last. */
function redactNested(text: string): Redaction<string> {
  const start = text.search(/[[{"]/);
  const end = Math.max(text.lastIndexOf(']'), text.lastIndexOf('}'), text.lastIndexOf('"')) + 1;
  const open = text.search(/[[{]/);
  const close = Math.max(text.lastIndexOf(']'), text.lastIndexOf('}')) + 1;
  for (const [from, to] of [
    [start, end],
    [open, close],
  ] as const) {
    if (from < 0 || to <= from) continue;
    const document = parsed(text.slice(from, to));
    if (document === undefined) continue;
    const { redactions, value } = redactJson(document);
    if (redactions === 0) return { value: text, redactions };
    return { value: `${text.slice(0, from)}${JSON.stringify(value)}${text.slice(to)}`, redactions };
  }
  return { value: text, redactions: 0 };
}

/** The document, or undefined where there is none that holds anything. */
function parsed(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return Array.isArray(value) || isJsonObject(value) || typeof value === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

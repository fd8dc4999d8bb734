import type { JsonObject, JsonValue } from '@modekeeper/contracts/json/value';
import type { JsonMember, JsonNode } from './json-node.ts';
import { type JsonFlaw, TextCursor } from './text-cursor.ts';

/** What could be read of a text: the value as far as it is clear, and everything that is wrong with the writing. */
export type JsonReading = { readonly root: JsonNode; readonly flaws: readonly JsonFlaw[] };

/** As deep as the strict parser goes. */
const MAX_DEPTH = 64;

/**
 * Reads JSON with the place of every value, and goes on after a mistake where `strictParse` stops, so that a person sees all mistakes
 * at once. No flaws exactly when `strictParse` (profile `strict`) accepts the text; that parser stays the judge of what is saved.
 */
export function readJson(text: string): JsonReading {
  const cursor = new TextCursor(text);
  if (text.startsWith('\ufeff')) cursor.at = 1;
  const root = readValue(cursor, 0);
  cursor.skipBlanks();
  if (cursor.at < text.length) cursor.flaw(cursor.at, text.length, 'There is text after the end of the document.');
  return { root, flaws: cursor.flaws };
}

function readValue(cursor: TextCursor, depth: number): JsonNode {
  cursor.skipBlanks();
  const start = cursor.at;
  const char = cursor.peek();
  if (char === '{' || char === '[') {
    if (depth >= MAX_DEPTH) return tooDeep(cursor);
    return char === '{' ? readObject(cursor, depth) : readArray(cursor, depth);
  }
  const leaf = (value: JsonValue): JsonNode => ({ value, start, end: cursor.at, members: [] });
  if (char === '"') return leaf(cursor.readText());
  const word = cursor.readWord();
  if (word === 'true' || word === 'false') return leaf(word === 'true');
  if (word === 'null') return leaf(null);
  const number = cursor.asNumber(word);
  if (number !== null) {
    if (!Number.isFinite(number)) cursor.flaw(start, cursor.at, 'This number is too large.');
    return leaf(Number.isFinite(number) ? number : null);
  }
  const what = word === '' ? 'A value is missing here.' : 'This is no JSON value; texts stand in double quotes.';
  cursor.flaw(start, Math.max(cursor.at, start + 1), what);
  return leaf(null);
}

function readObject(cursor: TextCursor, depth: number): JsonNode {
  const start = cursor.at;
  const value: JsonObject = {};
  const members: JsonMember[] = [];
  cursor.readList('{', '}', () => {
    const key_start = cursor.at;
    const key = readKey(cursor);
    if (key === null) return false;
    const key_end = cursor.at;
    if (!cursor.accept(':')) cursor.flaw(key_start, key_end, 'A colon is missing after this key.');
    const node = readValue(cursor, depth + 1);
    if (Object.hasOwn(value, key)) cursor.flaw(key_start, key_end, `The key ${JSON.stringify(key)} stands twice in one object.`);
    else {
      // defineProperty: an assignment to `__proto__` would set the prototype instead of a member.
      Object.defineProperty(value, key, { value: node.value, enumerable: true, configurable: true, writable: true });
      members.push({ key, key_start, node });
    }
    return true;
  });
  return { value, start, end: cursor.at, members };
}

/** A key in double quotes; a bare word is taken for one and noted; null where there is nothing like a key. */
function readKey(cursor: TextCursor): string | null {
  if (cursor.peek() === '"') return cursor.readText();
  const start = cursor.at;
  const word = cursor.readWord();
  cursor.flaw(start, Math.max(cursor.at, start + 1), 'A key in double quotes is missing here.');
  return word === '' ? null : word;
}

function readArray(cursor: TextCursor, depth: number): JsonNode {
  const start = cursor.at;
  const members: JsonMember[] = [];
  cursor.readList('[', ']', () => {
    const before = cursor.at;
    const node = readValue(cursor, depth + 1);
    members.push({ key: members.length, key_start: node.start, node });
    return cursor.at > before;
  });
  return { value: members.map(({ node }) => node.value), start, end: cursor.at, members };
}

/** Nothing below is looked at: a text can nest deeper than any stack. */
function tooDeep(cursor: TextCursor): JsonNode {
  const start = cursor.at;
  cursor.flaw(start, start + 1, `This is nested deeper than ${MAX_DEPTH} levels; what follows is not looked at.`);
  cursor.giveUp();
  return { value: null, start, end: cursor.at, members: [] };
}

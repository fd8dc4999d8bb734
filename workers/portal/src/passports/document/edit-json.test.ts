import type { JsonValue } from '@modekeeper/contracts/json/value';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeAt, setAt } from './edit-json.ts';
import type { JsonNode, JsonPath } from './json-node.ts';
import { readJson } from './read-json.ts';

const key = fc.oneof(fc.constantFrom('a', 'b.c', 'ä"', '', 'limits'), fc.string({ unit: 'grapheme', maxLength: 3 }));
const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: 'grapheme', maxLength: 4 }));
const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const document = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
const writing = fc.constantFrom<string | number>(0, 2, 4, '\t');

/** Every path of a document, so that a property can pick one. */
function pathsOf(node: JsonNode, path: JsonPath = []): JsonPath[] {
  return node.members.flatMap(({ key: own, node: child }) => [[...path, own], ...pathsOf(child, [...path, own])]);
}
const read = (text: string): JsonValue => {
  const { flaws, root } = readJson(text);
  expect(flaws).toEqual([]);
  return root.value;
};
function change(value: JsonValue, path: JsonPath, next: JsonValue): JsonValue {
  const [head, ...rest] = path;
  if (head === undefined) return next;
  if (Array.isArray(value)) return value.map((item, index) => (index === head ? change(item, rest, next) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([own, item]) => [own, own === head ? change(item, rest, next) : item]));
}
const picked = fc.tuple(document, writing, fc.nat(), tree).map(([value, indent, pick, next]) => {
  const text = JSON.stringify(value, null, indent);
  const { root } = readJson(text);
  const paths = pathsOf(root);
  return { value, text, next, path: paths[pick % paths.length] ?? [] };
});

describe('setAt', () => {
  it('changes the value at the path and nothing else', () => {
    fc.assert(
      fc.property(picked, ({ next, path, text, value }) => {
        expect(read(setAt(text, path, next))).toEqual(change(value, path, next));
      }),
    );
  });
  it('and back again leaves the very same text', () => {
    fc.assert(
      fc.property(picked, ({ next, path, text }) => {
        const before = path.reduce<JsonValue>((at, step) => (at as Record<string, JsonValue>)[step] ?? null, read(text));
        expect(setAt(setAt(text, path, next), path, before)).toBe(text);
      }),
    );
  });
  it('keeps what the person wrote around it', () => {
    const text = '{\n    "limits" : { "cooldown_s": 30,"x":1.50 },\n\n    "mine": "é"\n}\n';
    expect(setAt(text, ['limits', 'cooldown_s'], 5)).toBe(text.replace('30', '5'));
    expect(setAt(text, ['limits', 'knob_limits', 'a'], { min: 1, max: 2 })).toBe(
      text.replace('1.50 }', '1.50, "knob_limits": { "a": { "min": 1, "max": 2 } } }'),
    );
  });
  it('takes no colon inside a text for a sign of how it is written', () => {
    expect(setAt('{"a":"\\": b","c":[1]}', ['c'], [1, 2])).toBe('{"a":"\\": b","c":[1,2]}');
    expect(setAt('{"a": 1, "c": [1]}', ['c'], [1, 2])).toBe('{"a": 1, "c": [1, 2]}');
  });
  it('adds a member as the text is written, and removing it again leaves the very same text', () => {
    fc.assert(
      fc.property(document, writing, tree, (value, indent, next) => {
        const text = JSON.stringify(value, null, indent);
        const added = setAt(text, ['limits?', 'new'], next);
        expect(added).toBe(JSON.stringify({ ...value, 'limits?': { new: next } }, null, indent));
        expect(removeAt(added, ['limits?'])).toBe(text);
      }),
    );
  });
});

describe('removeAt', () => {
  it('leaves everything else, and well-formed JSON', () => {
    fc.assert(
      fc.property(picked, ({ path, text, value }) => {
        const parent = path.slice(0, -1);
        const own = path.at(-1);
        const holder = parent.reduce<JsonValue>((at, step) => (at as Record<string, JsonValue>)[step] ?? null, value);
        const left = Array.isArray(holder)
          ? holder.filter((_, index) => index !== own)
          : Object.fromEntries(Object.entries(holder as object).filter(([name]) => name !== own));
        expect(read(removeAt(text, path))).toEqual(change(value, parent, left as JsonValue));
      }),
    );
  });
  it('of what is not there changes nothing', () => {
    expect(removeAt('{"a":1}', ['b', 'c'])).toBe('{"a":1}');
  });
});

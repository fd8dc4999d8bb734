import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysOf, leavesOf, patchOf, pointerOf, valueAt } from './pointer.ts';

describe('JSON pointers', () => {
  it('escape keys so that every path comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (keys) => {
        expect(keysOf(pointerOf(keys))).toEqual(keys);
      }),
    );
    expect(pointerOf(['annotations', 'modekeeper/knob.a~b'])).toBe('/annotations/modekeeper~1knob.a~0b');
  });

  it('read own members only', () => {
    expect(valueAt({ a: { b: 'x' } }, '/a/b')).toBe('x');
    for (const pointer of ['/a/c', '/b', '/a/b/c', '/constructor', '/__proto__'])
      expect(valueAt({ a: { b: 'x' } }, pointer)).toBeNull();
  });

  it('give the patch back from its leaves', () => {
    const leaf = fc.oneof(fc.string(), fc.constant(null), fc.boolean(), fc.array(fc.string()));
    const { patch } = fc.letrec((tie) => ({
      patch: fc.dictionary(fc.string(), fc.oneof({ maxDepth: 3 }, leaf, tie('inner')), { minKeys: 1 }),
      inner: fc.dictionary(fc.string(), fc.oneof({ maxDepth: 3 }, leaf, tie('inner')), { minKeys: 1 }),
    }));
    fc.assert(
      fc.property(patch, (value) => {
        const json = JSON.parse(JSON.stringify(value));
        expect(patchOf(leavesOf(json))).toEqual(json);
      }),
    );
  });
});

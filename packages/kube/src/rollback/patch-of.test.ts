import type { JsonObject } from '@modekeeper/contracts';
import { patchPointers, valueAt } from '@modekeeper/engine';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patchOf } from './patch-of.ts';

it('gives a merge patch back from its leaves', () => {
  const leaf = fc.oneof(fc.string(), fc.constant(null), fc.boolean(), fc.array(fc.string(), { maxLength: 2 }));
  // Small trees: large ones cost seconds and find nothing that these do not.
  const keys = { minKeys: 1, maxKeys: 3 };
  const { patch } = fc.letrec((tie) => ({
    patch: fc.dictionary(fc.string(), fc.oneof({ maxDepth: 3 }, leaf, tie('inner')), keys),
    inner: fc.dictionary(fc.string(), fc.oneof({ maxDepth: 3 }, leaf, tie('inner')), keys),
  }));
  fc.assert(
    fc.property(patch, (value) => {
      const json = JSON.parse(JSON.stringify(value)) as JsonObject;
      const leaves = patchPointers(json).map((pointer) => [pointer, valueAt(json, pointer)] as const);
      expect(patchOf(leaves)).toEqual(json);
    }),
  );
});

import type { JsonObject, JsonValue } from '@modekeeper/contracts';
import { mergePatch, patchPointers, preimageOf } from '@modekeeper/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf, rollbackItems } from './patch-changes.ts';

/** Empty maps and nulls are nothing to the API server. */
function stored(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, stored(member)] as const)
    .filter(([, member]) => member !== null);
  return members.length === 0 ? null : Object.fromEntries(members);
}

describe('rollbackItems', () => {
  it('takes any merge patch back to what was there, empty maps aside', () => {
    // As in a Deployment a field's kind is fixed: these hold texts, those hold maps. A patch may remove either.
    const texts = fc.constantFrom('a', 'b', 'a/b', '~');
    const maps = fc.constantFrom('m', 'n', 'm/n');
    const tree = (text: fc.Arbitrary<string | null>, mayRemove: boolean) =>
      fc.letrec<{ node: JsonObject }>((tie) => ({
        node: fc
          .tuple(
            fc.dictionary(texts, text, { maxKeys: 3 }),
            fc.dictionary(maps, fc.oneof({ maxDepth: 3 }, fc.constant(mayRemove ? null : {}), tie('node')), { maxKeys: 2 }),
          )
          .map(([leaves, nodes]) => ({ ...leaves, ...nodes })),
      })).node;
    fc.assert(
      fc.property(tree(fc.constantFrom('1', '2'), false), tree(fc.constantFrom('3', null), true), (before, change) => {
        const live = { ...before, metadata: { uid: 'u' } };
        const preimage = preimageOf(live, patchPointers(change));
        const [item] = rollbackItems([{ namespace: 'n', name: 'd', patch: change, preimage }]);
        const back = mergePatch(mergePatch(live, change), item?.patch ?? {});
        expect(stored(back)).toEqual(stored(live));
      }),
    );
  });

  it('is in reverse order, with uid and digest of what was there', () => {
    const patch = { metadata: { annotations: { a: '2' } } };
    const preimage = preimageOf({ metadata: { uid: 'u' } }, patchPointers(patch));
    const items = ['x', 'y'].map((name) => ({ namespace: 'n', name, patch, preimage }));
    const back = { metadata: { annotations: { a: null } } };
    expect(rollbackItems(items)).toEqual(
      ['y', 'x'].map((name) => ({
        kind: 'Deployment',
        namespace: 'n',
        name,
        uid: 'u',
        patch: back,
        preimage_sha256: preimage.sha256,
      })),
    );
  });

  it('an empty patch changes nothing and takes nothing back', () => {
    const preimage = preimageOf({ metadata: { uid: 'u' } }, patchPointers({}));
    expect(changesOf({}, preimage)).toEqual([]);
    expect(rollbackItems([{ namespace: 'n', name: 'd', patch: {}, preimage }])).toMatchObject([{ patch: {} }]);
  });
});

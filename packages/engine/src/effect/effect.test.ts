import {
  canonicalJson,
  type EffectChange,
  effectSchema,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  ModeKeeperError,
  sha256Hex,
  sortedByCodePoint,
} from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffJson } from './diff-json.ts';
import { effectDigest, makeEffect, normalizeEffect, PLAN_ANNOTATION, PLAN_DIGEST_ANNOTATION } from './normalize-effect.ts';
import { fromPointer, toPointer, valueAt } from './pointer.ts';
import { patchPointers, preimageOf } from './preimage.ts';

const leaf = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.boolean(), fc.constantFrom('', 'a', 'b'));
const key = fc.constantFrom('a', 'b', '0', '1', 'x/y', '~', 'modekeeper/knob.concurrency', '__proto__');
const { json } = fc.letrec<{ json: JsonValue; object: JsonObject }>((tie) => ({
  json: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, fc.array(tie('json'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(key, tie('json'), { maxKeys: 4 }),
}));
const object = fc.dictionary(key, json, { maxKeys: 4 }) as fc.Arbitrary<JsonObject>;

/** What a reader of the list would do by hand: removals first (deepest and last first), then the new values. */
function applyChanges(before: JsonObject, changes: readonly EffectChange[]): JsonValue {
  const root: JsonObject = structuredClone(before);
  const parentOf = (path: readonly string[], create: boolean): JsonValue => {
    let value: JsonValue = root;
    for (const step of path.slice(0, -1)) {
      if (Array.isArray(value)) {
        if (create) value[Number(step)] ??= {};
        value = value[Number(step)] ?? null;
      } else if (isJsonObject(value)) {
        if (create && !Object.hasOwn(value, step))
          Object.defineProperty(value, step, { value: {}, writable: true, enumerable: true, configurable: true });
        value = Object.hasOwn(value, step) ? (value[step] ?? null) : null;
      }
    }
    return value;
  };
  const remove = (path: readonly string[]): void => {
    const parent = parentOf(path, false);
    const last = path.at(-1) ?? '';
    if (Array.isArray(parent)) parent[Number(last)] = null;
    else if (isJsonObject(parent)) {
      delete parent[last];
      // Nothing is left of the map: it is absent, unless the list says `{}`.
      if (path.length > 1 && Object.keys(parent).length === 0 && !Array.isArray(parentOf(path.slice(0, -1), false)))
        remove(path.slice(0, -1));
    }
  };
  for (const [pointer, , after] of changes.toReversed()) if (after === null) remove(fromPointer(pointer));
  for (const [pointer, , after] of changes) {
    if (after === null) continue;
    const path = fromPointer(pointer);
    const parent = parentOf(path, true);
    const last = path.at(-1) ?? '';
    if (Array.isArray(parent)) parent[Number(last)] = structuredClone(after);
    else
      Object.defineProperty(parent, last, {
        value: structuredClone(after),
        writable: true,
        enumerable: true,
        configurable: true,
      });
  }
  const trim = (value: JsonValue): void => {
    if (Array.isArray(value)) while (value.length > 0 && value.at(-1) === null) value.pop();
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(trim);
  };
  trim(root);
  return root;
}
const swapped = (changes: readonly EffectChange[]): EffectChange[] =>
  changes.map(([pointer, before, after]) => [pointer, after, before]);

describe('diffJson', () => {
  it('finds nothing between equal documents, whatever their key order', () => {
    fc.assert(
      fc.property(object, (any) => {
        const reversed = Object.fromEntries(Object.entries(any).reverse());
        expect(diffJson(any, structuredClone(any))).toEqual([]);
        expect(diffJson(any, reversed)).toEqual([]);
      }),
    );
  });
  it('finds something between documents that differ', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        expect(diffJson(a, b).length === 0).toBe(canonicalJson(a) === canonicalJson(b));
      }),
      { numRuns: 2000 },
    );
  });
  it('is sorted by pointer, each pointer once, and turned round it gives the inverse', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        const changes = diffJson(a, b);
        const pointers = changes.map(([pointer]) => pointer);
        expect(pointers).toEqual(sortedByCodePoint(new Set(pointers)));
        expect(diffJson(b, a)).toEqual(swapped(changes));
      }),
      { numRuns: 500 },
    );
  });
  it('determines after from before', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        expect(canonicalJson(applyChanges(a, diffJson(a, b)))).toBe(canonicalJson(b));
      }),
      { numRuns: 2000 },
    );
  });
  it('shows each leaf of a new map, and a map that vanishes leaf by leaf', () => {
    expect(diffJson({}, { m: { a: '1', b: { c: '2' } } })).toEqual([
      ['/m/a', null, '1'],
      ['/m/b/c', null, '2'],
    ]);
    expect(diffJson({ m: { a: '1' } }, {})).toEqual([['/m/a', '1', null]]);
  });
  it('tells an emptied map from a removed one', () => {
    expect(diffJson({ m: { a: '1' } }, { m: {} })).toEqual([
      ['/m', null, {}],
      ['/m/a', '1', null],
    ]);
    expect(diffJson({ m: {} }, {})).toEqual([['/m', {}, null]]);
  });
  it('compares arrays by index, added and removed elements as whole values', () => {
    expect(diffJson({ c: [{ n: 1 }, 2] }, { c: [{ n: 3 }, 2, { x: 1 }] })).toEqual([
      ['/c/0/n', 1, 3],
      ['/c/2', null, { x: 1 }],
    ]);
    expect(diffJson({ c: [1, 2] }, { c: [1] })).toEqual([['/c/1', 2, null]]);
    expect(diffJson({}, { c: [1] })).toEqual([['/c', null, [1]]]);
    expect(diffJson({ c: [1, null] }, { c: [1] })).toEqual([['/c', [1, null], [1]]]);
  });
  it('shows a change of type as whole values, arrays against objects with the same keys included', () => {
    expect(diffJson({ a: ['x'] }, { a: { 0: 'x' } })).toEqual([['/a', ['x'], { 0: 'x' }]]);
    expect(diffJson({ a: 1 }, { a: '1' })).toEqual([['/a', 1, '1']]);
  });
  it('treats null members as absent', () => {
    expect(diffJson({ template: { creationTimestamp: null } }, { template: {} })).toEqual([]);
    expect(diffJson({ a: null }, {})).toEqual([]);
  });
  it('refuses a fraction, which no signed document may hold', () => {
    expect(() => diffJson({ a: 1 }, { a: 1.5 })).toThrow(ModeKeeperError);
  });
});

const deployment = (
  over: { annotations?: JsonObject; template?: JsonObject; metadata?: JsonObject; replicas?: number; status?: JsonObject } = {},
): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'trainer',
    namespace: 'train',
    uid: 'u-1',
    resourceVersion: '7',
    generation: 3,
    managedFields: [{ manager: 'helm' }],
    ...(over.annotations && { annotations: over.annotations }),
    ...over.metadata,
  },
  spec: {
    replicas: over.replicas ?? 1,
    template: {
      metadata: { labels: { app: 'trainer' }, ...(over.template && { annotations: over.template }) },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    },
  },
  status: over.status ?? { observedGeneration: 3 },
});
const KNOB = 'modekeeper/knob.concurrency';
const sha = sha256Hex('preimage');
const own = { [PLAN_ANNOTATION]: 'pl_1', [PLAN_DIGEST_ANNOTATION]: 'd' };

describe('normalizeEffect', () => {
  it('shows exactly the two knob annotations of a plain knob patch', () => {
    const live = deployment({ template: { [KNOB]: '1' } });
    const result = deployment({
      annotations: { [KNOB]: '4', ...own },
      template: { [KNOB]: '4' },
      metadata: { resourceVersion: '7', generation: 4, managedFields: [] },
      status: {},
    });
    expect(normalizeEffect(live, result, sha)).toEqual({
      uid: 'u-1',
      preimage_sha256: sha,
      changes: [
        ['/metadata/annotations/modekeeper~1knob.concurrency', null, '4'],
        ['/spec/template/metadata/annotations/modekeeper~1knob.concurrency', '1', '4'],
      ],
    });
  });
  it('leaves the two plan annotations out, also when they are the first or the only ones', () => {
    expect(normalizeEffect(deployment(), deployment({ annotations: own }), sha).changes).toEqual([]);
    expect(
      normalizeEffect(deployment({ annotations: { ...own, x: '1' } }), deployment({ annotations: { x: '1' } }), sha).changes,
    ).toEqual([]);
  });
  it('keeps plan annotations on the template, which nobody allowed', () => {
    expect(normalizeEffect(deployment(), deployment({ template: own }), sha).changes).toHaveLength(2);
  });
  it('shows whatever a webhook adds: labels, replicas, containers, annotations', () => {
    const result = deployment({
      replicas: 2,
      metadata: { labels: { injected: 'true' } },
      annotations: { 'sidecar/inject': 'yes' },
    });
    expect(normalizeEffect(deployment(), result, sha).changes.map(([pointer]) => pointer)).toEqual([
      '/metadata/annotations/sidecar~1inject',
      '/metadata/labels/injected',
      '/spec/replicas',
    ]);
  });
  it('keeps fields of the excluded names at any other place', () => {
    const inside = { ...deployment(), spec: { replicas: 1, status: 'x', generation: 1, managedFields: [] } };
    const changes = normalizeEffect({ ...deployment(), spec: { replicas: 1 } }, inside, sha).changes.map(([pointer]) => pointer);
    expect(changes).toEqual(['/spec/generation', '/spec/managedFields', '/spec/status']);
  });
  it('refuses two objects with different uids, or none', () => {
    expect(() => normalizeEffect(deployment(), deployment({ metadata: { uid: 'u-2' } }), sha)).toThrow(ModeKeeperError);
    expect(() => normalizeEffect({ metadata: {} }, { metadata: {} }, sha)).toThrow(ModeKeeperError);
    expect(() => normalizeEffect({}, {}, sha)).toThrow(ModeKeeperError);
  });
});

describe('effectDigest', () => {
  const effectOf = (value: string, resourceVersion = '7') =>
    makeEffect(
      [normalizeEffect(deployment(), deployment({ template: { [KNOB]: value }, metadata: { resourceVersion } }), sha)],
      sha256Hex('passport'),
    );
  it('is the same when the same effect is verified again, and differs for another effect, object order or passport', () => {
    const effect = effectOf('4');
    expect(effectSchema.parse(effect)).toEqual(effect);
    expect(effectDigest(effectOf('4', '8'))).toBe(effectDigest(effect));
    expect(effectDigest(effectOf('5'))).not.toBe(effectDigest(effect));
    expect(effectDigest({ ...effect, passport_digest: sha256Hex('other') })).not.toBe(effectDigest(effect));
    const [a] = effect.objects;
    const [b] = effectOf('5').objects;
    if (!a || !b) throw new Error('an effect has an object');
    expect(effectDigest(makeEffect([a, b], sha))).not.toBe(effectDigest(makeEffect([b, a], sha)));
  });
});

describe('preimageOf', () => {
  const patch = {
    metadata: { annotations: { [KNOB]: '4' } },
    spec: { template: { metadata: { annotations: { [KNOB]: null } } } },
  };
  const pointers = [
    '/metadata/annotations/modekeeper~1knob.concurrency',
    '/spec/template/metadata/annotations/modekeeper~1knob.concurrency',
  ];
  it('holds the uid and each leaf of the patch, null when absent', () => {
    expect(patchPointers(patch)).toEqual(pointers);
    const preimage = preimageOf(deployment({ template: { [KNOB]: '1' } }), pointers);
    const values = { [pointers[0] ?? '']: null, [pointers[1] ?? '']: '1' };
    expect(preimage).toEqual({ uid: 'u-1', values, sha256: sha256Hex(canonicalJson({ uid: 'u-1', values })) });
  });
  it('changes with a touched leaf and with the uid, and with nothing else', () => {
    const digest = (live: JsonObject): string => preimageOf(live, pointers).sha256;
    const base = digest(deployment({ template: { [KNOB]: '1' } }));
    expect(digest(deployment({ template: { [KNOB]: '1' }, replicas: 5, metadata: { resourceVersion: '99' } }))).toBe(base);
    expect(digest(deployment({ template: { [KNOB]: '2' } }))).not.toBe(base);
    expect(digest(deployment({ template: { [KNOB]: '1' }, metadata: { uid: 'u-2' } }))).not.toBe(base);
  });
});

describe('pointers', () => {
  it('are read back exactly, whatever the member names', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (path) => {
        expect(fromPointer(toPointer(path))).toEqual(path);
      }),
    );
  });
  it('read only own members and proper indices', () => {
    expect(valueAt({ a: [1, { b: 2 }] }, '/a/1/b')).toBe(2);
    for (const pointer of ['/constructor', '/a/01', '/a/-1', '/a/length', '/b', '/a/0/c'])
      expect(valueAt({ a: [1] }, pointer)).toBeNull();
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type Manifest, yamlDocuments } from './yaml.ts';

const word = fc.constantFrom(
  'null',
  'Yes',
  '1e3',
  '0x1',
  '~',
  '-',
  '',
  'a: b',
  '# c',
  'v1',
  "it's",
  '"',
  'a\nb',
  '2026-01-01',
  '<<',
  '=',
);
const text = fc.oneof(word, fc.string());
const tree = fc.letrec<{ node: unknown; object: Manifest }>((tie) => ({
  object: fc.dictionary(text, tie('node'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<Manifest>,
  node: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('object'), { minLength: 1, maxLength: 3 }),
    tie('object'),
  ),
}));

it.each(['1.1', '1.2'] as const)('what is written is what a reader of YAML %s reads', (version) => {
  fc.assert(
    fc.property(
      fc.array(
        tree.object.filter((one) => Object.keys(one).length > 0),
        { minLength: 1, maxLength: 3 },
      ),
      (manifests) => {
        const read = parseAllDocuments(yamlDocuments(...manifests), { version, uniqueKeys: true, merge: false });
        expect(Array.isArray(read) && read.map((document) => document.toJS())).toEqual(manifests);
      },
    ),
  );
});

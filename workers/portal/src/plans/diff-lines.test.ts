import type { Effect } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, onlyIn, pointerParts, prettyPath } from './diff-lines.ts';

const effect = (changes: Effect['objects'][number]['changes'], uid = 'u'): Effect => ({
  objects: [{ uid, preimage_sha256: '0'.repeat(64), changes }],
  passport_digest: '0'.repeat(64),
});

describe('diffLines', () => {
  it('groups by the field that holds the values; what was absent has no line taken away', () => {
    expect(
      diffLines([
        ['/metadata/annotations/modekeeper~1knob.concurrency', null, '4'],
        ['/spec/template/metadata/annotations/modekeeper~1knob.concurrency', '1', '4'],
        ['/spec/template/metadata/annotations/modekeeper~1knob.timeout_ms', '5', null],
      ]),
    ).toEqual([
      { kind: 'path', text: 'metadata.annotations' },
      { kind: 'add', text: 'modekeeper/knob.concurrency: "4"' },
      { kind: 'path', text: 'spec.template.metadata.annotations' },
      { kind: 'del', text: 'modekeeper/knob.concurrency: "1"' },
      { kind: 'add', text: 'modekeeper/knob.concurrency: "4"' },
      { kind: 'del', text: 'modekeeper/knob.timeout_ms: "5"' },
    ]);
  });

  it('names the object itself where nothing holds the field', () => {
    expect(diffLines([['/kind', 'A', 'B']])[0]).toEqual({ kind: 'path', text: 'the object itself' });
  });
});

describe('pointers', () => {
  it('read back whatever was escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
        const pointer = parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        expect(pointerParts(pointer)).toEqual(parts);
      }),
    );
  });

  it('are written so that a dot inside a name is not taken for a step', () => {
    expect(prettyPath(['metadata', 'labels', 'app.kubernetes.io/name'])).toBe('metadata.labels["app.kubernetes.io/name"]');
  });
});

it('onlyIn tells what one effect does and the other does not, object by object', () => {
  const old = effect([
    ['/a', '1', '4'],
    ['/b', '1', '2'],
  ]);
  const fresh = effect([
    ['/a', '2', '4'],
    ['/b', '1', '2'],
  ]);
  expect(onlyIn(old, fresh)).toEqual([['/a', '1', '4']]);
  expect(onlyIn(fresh, old)).toEqual([['/a', '2', '4']]);
  expect(onlyIn(old, old)).toEqual([]);
  expect(
    onlyIn(
      old,
      effect(
        [
          ['/a', '1', '4'],
          ['/b', '1', '2'],
        ],
        'another',
      ),
    ),
  ).toHaveLength(2);
});

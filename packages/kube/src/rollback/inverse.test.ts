import type { EffectChange } from '@modekeeper/contracts';
import { toPointer } from '@modekeeper/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseOf } from './inverse.ts';

const at = (knob: string) => toPointer(['metadata', 'annotations', `modekeeper/knob.${knob}`]);
const object = (annotations: Record<string, string>) => ({
  metadata: { name: 'x', uid: 'u', resourceVersion: '1', annotations },
});

describe('inverseOf', () => {
  it('restores what still holds our value, removes what we added, leaves what somebody else changed', () => {
    const live = object({
      'modekeeper/knob.a': '4',
      'modekeeper/knob.b': '2',
      'modekeeper/knob.c': '9',
      'modekeeper/knob.d': '1',
    });
    const changes: EffectChange[] = [
      [at('a'), '1', '4'],
      [at('b'), null, '2'],
      [at('c'), '1', '4'],
      [at('d'), '1', '4'],
    ];
    expect(inverseOf(live, changes)).toEqual({
      patch: { metadata: { annotations: { 'modekeeper/knob.a': '1', 'modekeeper/knob.b': null } } },
      restores: [at('a'), at('b')],
      restored: [at('d')],
      foreign: [at('c')],
    });
  });

  it('has nothing to send when nothing of ours is left', () => {
    expect(inverseOf(object({ 'modekeeper/knob.a': '1' }), [[at('a'), '1', '4']]).patch).toBeNull();
  });

  it('touches only fields that we changed and that still hold our value (I14), whatever the object looks like', () => {
    const value = fc.option(fc.constantFrom('1', '2', '3'));
    const fields = fc.uniqueArray(
      fc.record({ knob: fc.constantFrom('a', 'b', 'c', 'd'), live: value, before: value, after: value }),
      {
        selector: (field) => field.knob,
      },
    );
    fc.assert(
      fc.property(fields, (all) => {
        const live = object(
          Object.fromEntries(all.flatMap(({ knob, live: now }) => (now === null ? [] : [[`modekeeper/knob.${knob}`, now]]))),
        );
        const inverse = inverseOf(
          live,
          all.map(({ knob, before, after }) => [at(knob), before, after] as EffectChange),
        );
        const expected = all.filter(({ live: now, before, after }) => now === after && now !== before);
        expect(inverse.restores).toEqual(expected.map(({ knob }) => at(knob)));
        const sent = (inverse.patch?.metadata as { annotations: object } | undefined)?.annotations ?? {};
        expect(sent).toEqual(Object.fromEntries(expected.map(({ knob, before }) => [`modekeeper/knob.${knob}`, before])));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMap } from '../programs/fields.ts';
import { goUnquote, parseDownwardFile, readKnobs } from './annotations.ts';

const key = fc.stringMatching(/^[a-z][a-z0-9./_-]{0,20}$/);

describe('goUnquote', () => {
  it.each(['', '"', 'a', '"a', 'a"', '"a"b"', '"\\"', '"\\q"', '"\\x4"', '"\\xff"', '"\\u12"', '"\\U00110000"', "'a'"])(
    'refuses %j',
    (text) => {
      expect(goUnquote(text)).toBeNull();
    },
  );

  it('reads escapes of every length', () => {
    expect(goUnquote('"\\x41\\u00e4\\U0001f600\\"\\\\\\n"')).toBe('Aä😀"\\\n');
  });

  it('answers or refuses, and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => ['string', 'object'].includes(typeof goUnquote(text))));
    fc.assert(
      fc.property(fc.stringMatching(/^"[\\"xuUn0-9a]{0,12}"$/), (text) => ['string', 'object'].includes(typeof goUnquote(text))),
    );
  });
});

describe('parseDownwardFile', () => {
  it('reads back whatever the kubelet format holds', () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }), (map) => {
        expect(Object.fromEntries(parseDownwardFile(formatMap(map)))).toEqual(map);
      }),
    );
  });

  it('leaves out lines that are no entries', () => {
    expect([...parseDownwardFile('a="1"\n\n="x"\nb=2\nc\nd="4"\n')]).toEqual([
      ['a', '1'],
      ['d', '4'],
    ]);
  });
});

describe('readKnobs', () => {
  it('takes integers under the prefix, sorted by name, and nothing else', () => {
    const file = [
      'modekeeper/knob.dataloader_prefetch_factor="2"',
      'modekeeper/knob.concurrency=" 4 "',
      'modekeeper/knob.zero="0"',
      'modekeeper/knob.half="0.5"',
      'modekeeper/knob.text="many"',
      'modekeeper/knob.="1"',
      'modekeeper/telemetry="stdout-jsonl"',
      'concurrency="9"',
    ].join('\n');
    expect(Object.entries(readKnobs(file))).toEqual([
      ['concurrency', 4],
      ['dataloader_prefetch_factor', 2],
      ['zero', 0],
    ]);
  });
});

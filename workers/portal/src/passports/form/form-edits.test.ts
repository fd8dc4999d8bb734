import type { JsonObject, JsonValue } from '@modekeeper/contracts/json/value';
import { PASSPORT_CHORD_IDS } from '@modekeeper/contracts/passport-chords';
import { PASSPORT_TEMPLATES, SANDBOX_TEMPLATES } from '@modekeeper/engine';
import { KNOB_REGISTRY } from '@modekeeper/engine/knob-registry';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonPath, valueAt } from '../document/json-node.ts';
import { readJson } from '../document/read-json.ts';
import {
  addWindow,
  clearBounds,
  type FormEdit,
  numberFromText,
  removeWindow,
  setBound,
  setChord,
  setField,
  setReason,
  setTemperature,
  temperatureOf,
  textFromNumber,
} from './form-edits.ts';

const KNOBS = [...KNOB_REGISTRY.map(({ knob }) => knob), 'warp', '__proto__', 'a.b'];
const NOW_MS = Date.UTC(2026, 10, 26, 3, 4, 5);

/** A template in any writing, its lists in any order, with fields that nothing knows. */
const documents = fc
  .record({
    template: fc.constantFrom(...PASSPORT_TEMPLATES, ...SANDBOX_TEMPLATES),
    chords: fc.shuffledSubarray([...PASSPORT_CHORD_IDS, 'NOPE'], { minLength: 1 }),
    hot: fc.shuffledSubarray(KNOBS),
    cold: fc.shuffledSubarray(KNOBS),
    own: fc.dictionary(fc.constantFrom('x-owner', 'é', 'notes'), fc.jsonValue({ maxDepth: 1 }), { noNullPrototype: true }),
    indent: fc.constantFrom<string | number>(0, 2, 3, '\t'),
  })
  .map(({ chords, cold, hot, indent, own, template }) => {
    const document = {
      ...own,
      ...template,
      allowed_chords: chords,
      allowed_actuators: { cold: cold.filter((knob) => !hot.includes(knob)), hot, 'x-why': own },
      limits: { ...template.limits, 'x-more': [own] },
    } as JsonObject;
    const text = JSON.stringify(document, null, indent);
    // As read: -0 is 0 in JSON.
    return { document: JSON.parse(text) as JsonObject, text };
  });

const read = (text: string): JsonValue => {
  const { flaws, root } = readJson(text);
  expect(flaws).toEqual([]);
  return root.value;
};
/** Everything that no control of the form is about. */
const unknownOf = (value: JsonValue): unknown => [
  valueAt(value, ['x-owner']),
  valueAt(value, ['é']),
  valueAt(value, ['notes']),
  valueAt(value, ['allowed_actuators', 'x-why']),
  valueAt(value, ['limits', 'x-more']),
];
const scalar: fc.Arbitrary<JsonPath> = fc.constantFrom<JsonPath>(
  ['description'],
  ['limits', 'cooldown_s'],
  ['limits', 'max_delta_per_step'],
  ['limits', 'relock_stable_intervals'],
  ['gates', 'apply'],
);
type Trip = { there: FormEdit; back: FormEdit };
const tripOf = (document: JsonValue): fc.Arbitrary<Trip> =>
  fc.oneof(
    fc.tuple(scalar, fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null))).map(([path, value]) => ({
      there: setField(path, value),
      back: setField(path, valueAt(document, path) ?? null),
    })),
    fc.constantFrom(...PASSPORT_CHORD_IDS).map((chord) => {
      const allowed = (valueAt(document, ['allowed_chords']) as string[]).includes(chord);
      return { there: setChord(chord, !allowed, document), back: setChord(chord, allowed, document) };
    }),
    fc.tuple(fc.constantFrom(...KNOBS), fc.constantFrom('hot', 'cold', 'none')).map(([knob, to]) => ({
      there: setTemperature(knob, to, document),
      back: setTemperature(knob, temperatureOf(document, knob), document),
    })),
    fc.tuple(fc.constantFrom(...KNOBS), fc.constantFrom('min', 'max'), fc.integer()).map(([knob, side, value]) => {
      const before = valueAt(document, ['limits', 'knob_limits', knob, side]);
      const back = before === undefined ? clearBounds(knob, document) : setBound(knob, side, before, document);
      return { there: setBound(knob, side, value, document), back };
    }),
    fc.constant({ there: addWindow(NOW_MS), back: removeWindow(0, document) }),
  );

describe('the form', () => {
  it('edited and edited back leaves the very text that was there', () => {
    fc.assert(
      fc.property(
        documents.chain(({ document, text }) => fc.tuple(fc.constant(text), tripOf(document))),
        ([text, { back, there }]) => {
          expect(back(there(text))).toBe(text);
        },
      ),
      { numRuns: 300 },
    );
  });
  it('keeps every field that it does not know, through any number of edits', () => {
    fc.assert(
      fc.property(
        documents.chain(({ document, text }) =>
          fc.tuple(fc.constant({ document, text }), fc.array(tripOf(document), { maxLength: 6 })),
        ),
        ([{ document, text }, trips]) => {
          const edited = trips.reduce((now, { there }) => there(now), text);
          expect(unknownOf(read(edited))).toEqual(unknownOf(document));
        },
      ),
    );
  });
  it('moves a knob between the lists, never leaving it in both', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom(...KNOBS),
        fc.constantFrom('hot', 'cold', 'none'),
        ({ document, text }, knob, to) => {
          const edited = read(setTemperature(knob, to, document)(text));
          const lists = valueAt(edited, ['allowed_actuators']) as { hot: string[]; cold: string[] };
          expect([lists.hot.includes(knob), lists.cold.includes(knob)]).toEqual([to === 'hot', to === 'cold']);
        },
      ),
    );
  });
});

describe('single controls', () => {
  const text = JSON.stringify({ limits: { cooldown_s: 1 } });
  it('bring the registry’s other bound along, and let it hold again once both are emptied', () => {
    const bounded = setBound('concurrency', 'min', 2, {})(text);
    expect(read(bounded)).toEqual({ limits: { cooldown_s: 1, knob_limits: { concurrency: { min: 2, max: 64 } } } });
    const half = setBound('concurrency', 'min', null, {})(bounded);
    expect(valueAt(read(half), ['limits', 'knob_limits', 'concurrency', 'min'])).toBeNull();
    expect(setBound('concurrency', 'max', null, {})(half)).toBe(text);
  });
  it('write what was typed when it is no whole number, so that nothing is lost and the rules refuse it in place', () => {
    expect(['', ' ', '12', '-3', '1.5', '1e3', 'ten', '9007199254740993'].map(numberFromText)).toEqual([
      null,
      null,
      12,
      -3,
      '1.5',
      '1e3',
      'ten',
      '9007199254740993',
    ]);
    expect([null, undefined, 0, 1.5, true, 'ten'].map((value) => textFromNumber(value))).toEqual([
      '',
      '',
      '0',
      '1.5',
      'true',
      'ten',
    ]);
  });
  it('add a freeze window of the coming day, in UTC, and a reason only where there is one', () => {
    const windowed = addWindow(NOW_MS)(text);
    const window = { start: '2026-11-27T00:00Z', end: '2026-11-28T00:00Z' };
    expect(valueAt(read(windowed), ['limits', 'freeze_windows'])).toEqual([window]);
    expect(valueAt(read(addWindow(NOW_MS)(windowed)), ['limits', 'freeze_windows'])).toEqual([window, window]);
    const named = setReason(0, 'holidays')(windowed);
    expect(valueAt(read(named), ['limits', 'freeze_windows', 0, 'reason'])).toBe('holidays');
    expect(setReason(0, '')(named)).toBe(windowed);
  });
});

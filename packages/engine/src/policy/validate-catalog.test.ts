import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHORD_CATALOG } from './chord-catalog.ts';
import { validateCatalog } from './validate-catalog.ts';

const good = CHORD_CATALOG.chords[0];
const errorsOf = (catalog: unknown) => validateCatalog(JSON.stringify(catalog), 'c.json').errors;
const catalogOf = (...chords: unknown[]) => ({ schema_version: 'chord_catalog.v1', chords });

describe('validateCatalog', () => {
  it('accepts the built-in catalog and lists its ids, sorted', () => {
    const { chord_count, chord_ids, ok } = validateCatalog(JSON.stringify(CHORD_CATALOG), 'c.json');
    expect([ok, chord_count]).toEqual([true, CHORD_CATALOG.chords.length]);
    expect(chord_ids).toEqual([...chord_ids].sort());
  });

  it.each([
    [null, 'c.json: file not found'],
    ['{', expect.stringMatching(/^c\.json: invalid JSON: /)],
    ['[]', 'c.json: top-level JSON must be an object'],
    ['{"schema_version":"chord_catalog.v1","chords":[{}],"chords":[]}', expect.stringMatching(/^c\.json: invalid JSON: /)],
  ])('%j stops with one error', (text, error) => {
    expect(validateCatalog(text, 'c.json').errors).toEqual([error]);
  });

  it('names everything that is wrong, in the order of the contract', () => {
    expect(errorsOf({ z: 1, a: 1, schema_version: 'x', chords: 7 })).toEqual([
      "c.json: unknown top-level field 'a'",
      "c.json: unknown top-level field 'z'",
      "c.json: schema_version must be 'chord_catalog.v1'",
      'c.json: chords must be an array',
    ]);
    expect(errorsOf(catalogOf(7, good, good, { ...good, id: 'B', extra: 1, intent: 1, knobs_touched: [1], budget: [] }))).toEqual(
      [
        'c.json: chords[0] must be an object',
        "c.json: chords[2]: duplicate chord id 'NORMAL-HOLD'",
        "c.json: chords[3]: unknown field 'extra'",
        'c.json: chords[3]: intent must be string',
        'c.json: chords[3]: knobs_touched must be array of strings',
        'c.json: chords[3]: budget must be object',
      ],
    );
  });

  it('a missing field is both missing and of the wrong type', () => {
    const { id: _, ...rest } = { ...good };
    expect(errorsOf(catalogOf(rest))).toEqual([
      "c.json: chords[0]: missing required field 'id'",
      'c.json: chords[0]: id must be string',
    ]);
  });

  it.each([
    ['120000', true],
    ['true', true],
    ['120000.0', false],
    ['12e4', false],
    ['"1"', false],
    ['null', false],
  ])('cooldown_ms %s: %s, decided on the token', (token, ok) => {
    const text = JSON.stringify(catalogOf({ ...good, cooldown_ms: '@' })).replace('"@"', token);
    expect(validateCatalog(text, 'c.json').errors).toEqual(ok ? [] : ['c.json: chords[0]: cooldown_ms must be int']);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json()), (text) => Array.isArray(validateCatalog(text, 'c.json').errors)));
  });
});

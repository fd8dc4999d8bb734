import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFileJsonl } from '../parse/file-jsonl.ts';
import { FIELD_OF_KEY } from './fields.ts';
import { Figures, fillFigures, printOf } from './figures.ts';
import { LineScanner } from './line-scanner.ts';

const scanner = new LineScanner();
const figures = new Figures();

/** Plain values of figures. */
const plain = (found: Figures | null) => found && { values: [...found.values], node: found.node, gpu_model: found.gpu_model };

function scanned(line: string): Figures | null {
  const bytes = new TextEncoder().encode(`#${line}\n`);
  return scanner.scan(bytes, 1, figures) === bytes.length - 1 ? figures : null;
}

function strict(line: string): Figures | null {
  const parsed = parseFileJsonl(line);
  if (parsed.kind !== 'sample') return null;
  const expected = new Figures();
  fillFigures(expected, parsed.sample);
  return expected;
}

/** What the scanner takes, the strict parser takes too, with the same figures; it may leave what it likes. */
function expectAgreement(line: string): boolean {
  const found = scanned(line);
  if (found === null) return false;
  const expected = strict(line);
  expect([line, plain(found)]).toEqual([line, plain(expected)]);
  expect(printOf(found)).toBe(printOf(expected ?? new Figures()));
  return true;
}

const ORDINARY =
  '{"ts":1700000000000,"step":1,"step_time_ms":120.204,"loss":1.002249233382754,"throughput":1030.00,' +
  '"worker_latencies_ms":[115.370,120.636,121.553,124.304],"gpu_util_pct":69.9,"node":"node-a","run":"x"}';

const number = fc.oneof(
  fc.double({ min: -10, max: 1e6, noNaN: true }).map((value) => JSON.stringify(value)),
  fc.integer({ min: -3, max: 2_000_000_000 }).map(String),
  fc.constantFrom(
    '0',
    '-0',
    '0.0',
    '-0.0',
    '1.0',
    '1e3',
    '1e-3',
    '1e400',
    '-1',
    '9007199254740993',
    '12345678901234567890',
    '01',
    '1.',
  ),
);
const text = fc
  .oneof(
    fc.constantFrom('', ' ', 'a', ' a', 'node-1', 'H100', 'é', '\\u0061', '\\n', 'NaN', '5', '12.5', '50%'),
    fc.string({ maxLength: 4 }),
  )
  .map((content) => `"${content}"`);
const time = fc.oneof(
  fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => `"${date.toISOString()}"`),
  fc.constantFrom('"2026-01-02T03:04:05"', '"2026-01-02T03:04:05.1234567Z"', '"2026-01-02T03:04:60Z"', '"2026-01-02 03:04:05Z"'),
  fc.constantFrom('"2026-02-30T03:04:05Z"', '"2026-01-02T03:04:05."', '"2026-01-02T03:04:05.12x"', '"2026-01-02T03:04:05+01:00"'),
  fc.constantFrom('"1700000000"', '1700000000.123', '1e11', '100000000001', '""'),
  number,
);
const list = fc
  .array(fc.oneof({ weight: 9, arbitrary: number }, text), { maxLength: 30 })
  .map((items) => `[${items.join(', ')}]`);
const value = fc.oneof(
  { weight: 12, arbitrary: number },
  text,
  list,
  fc.constantFrom('null', 'true', 'false', 'nul', 'NaN', '-Infinity', '{}', '[]', '{"a":[1,{"b":null}]}', '[1,]', '{"a"}'),
);
const key = fc.oneof(fc.constantFrom(...FIELD_OF_KEY.keys(), 'forward_ms', 'knobs', '__proto__', 'x', 't\\u0073', ''));
const member = fc.tuple(key, value);
const blank = fc.constantFrom('', '', '', ' ', '\t', '  ');

const line = fc
  .record({
    ts: time,
    step_time: fc.oneof({ weight: 5, arbitrary: fc.double({ min: 0.001, max: 1e5, noNaN: true }).map(String) }, value),
    members: fc.array(member, { maxLength: 5 }),
    at: fc.nat(5),
    blank,
    behind: blank,
    close: fc.constantFrom(...'}}}}}}}}', '', '} x', '},'),
  })
  .map(({ at, behind, blank: between, close, members, step_time, ts }) => {
    const all: [string, string][] = [...members];
    all.splice(at, 0, ['ts', ts], ['step_time_ms', step_time]);
    const texts = all.map(([name, content]) => `"${name}"${between}:${between}${content}`);
    return `${behind}{${between}${texts.join(`${between},${between}`)}${between}${close}${behind}`;
  });

describe('LineScanner', () => {
  it('takes an ordinary line, and says what the strict parser says', () => {
    expect(expectAgreement(ORDINARY)).toBe(true);
    expect(expectAgreement(ORDINARY.replaceAll(':', ': ').replaceAll(',', ', '))).toBe(true);
    expect(expectAgreement('{"ts":"2026-01-02T03:04:05.678Z","step_time_ms":5}')).toBe(true);
    expect(
      expectAgreement('{"ts":1,"step_time_ms":5,"gpu_mem_used":20,"gpu_mem_total":80,"rank":0,"knobs":{"concurrency":4}}'),
    ).toBe(true);
  });

  it.each([
    ['a key that is there twice', '{"ts":1,"ts":2,"step_time_ms":1}'],
    ['two names of one field', '{"ts":1,"step_time_ms":1,"gpu_util":1,"gpu_util_pct":2}'],
    ['an escape in a key', '{"t\\u0073":1,"ts":2,"step_time_ms":1}'],
    ['a literal that is no JSON', '{"ts":1,"step_time_ms":1,"loss":NaN}'],
    ['a number as a text', '{"ts":1,"step_time_ms":"5"}'],
    ['a name with blanks around', '{"ts":1,"step_time_ms":1,"node":" a "}'],
    ['what is not ASCII', '{"ts":1,"step_time_ms":1,"node":"é"}'],
    ['what lacks a field', '{"ts":1}'],
    ['what is cut', '{"ts":1,"step_time_ms":1'],
    ['what goes on', '{"ts":1,"step_time_ms":1}{'],
  ])('leaves %s to the strict parser', (_what, unusual) => {
    expect(scanned(unusual)).toBeNull();
  });

  it('says what the strict parser says, or nothing, whatever the record', () => {
    let taken = 0;
    fc.assert(
      fc.property(line, (record) => {
        if (expectAgreement(record)) taken += 1;
      }),
      { numRuns: 4_000 },
    );
    // The property would hold for a scanner that takes nothing.
    expect(taken).toBeGreaterThan(200);
  });

  it('says what the strict parser says, or nothing, whatever happens to one byte of an ordinary line', () => {
    fc.assert(
      fc.property(fc.nat(ORDINARY.length - 1), fc.constantFrom(...'{}[]",:\\ .-e0\tnN\u007f'), (at, char) => {
        expectAgreement(ORDINARY.slice(0, at) + char + ORDINARY.slice(at + 1));
        expectAgreement(ORDINARY.slice(0, at) + ORDINARY.slice(at + 1));
        expectAgreement(ORDINARY.slice(0, at) + char + ORDINARY.slice(at));
      }),
      { numRuns: 3_000 },
    );
  });
});

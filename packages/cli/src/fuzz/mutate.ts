import fc from 'fast-check';

/** Tokens on which parsers stumble: literals, numbers at the edge, marks of structure, what shells, terminals and prototypes act on. */
const TOKENS = [
  'NaN',
  '-Infinity',
  'null',
  'true',
  '1e999',
  '-0',
  '9007199254740993',
  '1700000000.0',
  '17e8',
  '0x10',
  '1_000',
  '"__proto__":',
  '"constructor":{"prototype":{}}',
  '{"a":1,"a":2}',
  '\\ud800',
  '\\u0000',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\ufeff',
  '\r',
  '\n\n',
  '; touch hit',
  '$(touch hit)',
  "'",
  '../../../../etc',
  '['.repeat(2_000),
  '{"a":'.repeat(500),
  ',,,,',
  'x'.repeat(20_000),
].map((token) => new TextEncoder().encode(token));

type Edit = {
  at: number;
  kind: 'insert' | 'delete' | 'flip' | 'repeat' | 'cut';
  length: number;
  byte: number;
  token: Uint8Array;
};

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('insert', 'delete', 'flip', 'repeat', 'cut'),
  length: fc.integer({ min: 1, max: 64 }),
  byte: fc.integer({ min: 0, max: 255 }),
  token: fc.constantFrom(...TOKENS),
});

/** Arbitrary bytes, and good documents with a few wounds: those reach the code behind the parser. */
export function bytesLike(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 2_000 }) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 4 }))
        .map(([seed, edits]) => edits.reduce(applyEdit, seed)),
    },
  );
}

function applyEdit(bytes: Uint8Array, { at, kind, length, byte, token }: Edit): Uint8Array {
  const start = Math.floor(at * bytes.length);
  const before = bytes.subarray(0, start);
  const after = bytes.subarray(start + length);
  switch (kind) {
    case 'insert':
      return joined(before, token, bytes.subarray(start));
    case 'delete':
      return joined(before, after);
    case 'flip':
      return joined(before, new Uint8Array([byte]), bytes.subarray(start + 1));
    case 'repeat':
      return joined(before, bytes.subarray(start, start + length), bytes.subarray(start));
    case 'cut':
      return before;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

import { gzip } from '@modekeeper/evidence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gzipBeside } from './gzip-beside.ts';

async function all(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('base64');
}

describe('gzip in a thread of its own', () => {
  it('has the bytes of the same without one', { timeout: 120_000 }, async () => {
    const input = fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(input, fc.integer({ min: 1, max: 60 }), async (pieces, times) => {
        const many = Array.from({ length: times }, () => pieces).flat();
        expect(await all(gzipBeside(many))).toBe(await all(gzip(many)));
      }),
      { numRuns: 8 },
    );
  });

  it('hands on what goes wrong while it is read', { timeout: 120_000 }, async () => {
    const input = (function* (): Generator<Uint8Array> {
      yield new Uint8Array(100_000);
      throw new Error('disk on fire');
    })();
    await expect(all(gzipBeside(input))).rejects.toThrow('disk on fire');
  });
});

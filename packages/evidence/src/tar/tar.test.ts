import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { unpackTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { gzip } from './gzip.ts';
import { type ByteChunks, type TarFile, writeTar } from './write-tar.ts';

async function all(chunks: ByteChunks): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
const cut = (bytes: Uint8Array, piece: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) => bytes.slice(at * piece, (at + 1) * piece));
const file = (path: string, bytes: Uint8Array, piece = 1_000): TarFile => ({
  path,
  size_bytes: bytes.length,
  content: cut(bytes, piece),
});
const text = (path: string, content: string) => file(path, Buffer.from(content));

const segment = fc
  .string({ unit: fc.constantFrom(...'ab.-_ é漢'), minLength: 1, maxLength: 90 })
  .filter((part) => !/^\.*$/.test(part));
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const files = fc.uniqueArray(fc.record({ path, bytes: fc.uint8Array({ maxLength: 2_000 }) }), {
  selector: (one) => one.path,
  maxLength: 6,
});

describe('writeTar', () => {
  it('gives back every file by name and content, long and foreign names too', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        const tar = await all(writeTar(given.map((one) => file(one.path, one.bytes))));
        expect(tar.length % 10_240).toBe(0);
        const entries = await unpackTar(new Uint8Array(tar));
        expect(entries.map(({ data, header }) => [header.name, [...(data ?? [])]])).toEqual(
          given.map((one) => [one.path, [...one.bytes]]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('has nothing in a header but name, mode 0644, size and zeros', async () => {
    const tar = await all(writeTar([text('a.txt', 'hi')]));
    const field = (at: number, length: number) =>
      tar
        .subarray(at, at + length)
        .toString('latin1')
        .replaceAll('\0', '');
    expect(field(0, 100)).toBe('a.txt');
    expect([field(100, 8), field(108, 8), field(116, 8), field(136, 12)]).toEqual([
      '0000644',
      '0000000',
      '0000000',
      '00000000000',
    ]);
    expect([field(257, 8), field(265, 32), field(297, 32)]).toEqual(['ustar00', '', '']);
  });

  it.each([1, 3])('fails when a file of two bytes is said to have %d', async (size_bytes) => {
    await expect(all(writeTar([{ ...text('a', 'hi'), size_bytes }]))).rejects.toThrow();
  });

  it('hands on what goes wrong while a file is read', async () => {
    const content = (function* (): Generator<Uint8Array> {
      yield new Uint8Array(1);
      throw new Error('disk on fire');
    })();
    await expect(all(writeTar([{ path: 'a', size_bytes: 2, content }]))).rejects.toThrow('disk on fire');
  });

  it('lets go of its files when nobody reads on', async () => {
    let is_closed = false;
    const content = (function* () {
      try {
        for (;;) yield new Uint8Array(4_000_000);
      } finally {
        is_closed = true;
      }
    })();
    for await (const chunk of writeTar([{ path: 'a', size_bytes: 2 ** 40, content }])) if (chunk.length > 512) break;
    expect(is_closed).toBe(true);
  });
});

describe('gzip', () => {
  it('gives back its input, in bytes that do not depend on how it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 500 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(3_000),
        async (seed, times, piece) => {
          const bytes = Buffer.concat(Array.from({ length: times }, () => seed));
          const packed = await all(gzip(cut(bytes, piece + 1)));
          expect(gunzipSync(packed).equals(bytes)).toBe(true);
          expect(packed.equals(await all(gzip([bytes])))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(['', 'some text'])('begins with the header of the contract: %j', async (content) => {
    expect((await all(gzip([Buffer.from(content)]))).subarray(0, 10).toString('hex')).toBe('1f8b080000000000' + '02ff');
  });
});

describe('a bundle', () => {
  it('is read by tar', async () => {
    const long = `${'folder/'.repeat(20)}${'n'.repeat(150)}.json`;
    const archive = join(mkdtempSync(join(tmpdir(), 'mk-tar-')), 'bundle.tar.gz');
    writeFileSync(archive, await all(gzip(writeTar([text('bundle_manifest.json', '{}'), text(long, 'x'.repeat(70_000))]))));
    const listed = execFileSync('tar', ['--utc', '-tvzf', archive], { encoding: 'utf8' }).trim().split('\n');
    expect(listed.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      '-rw-r--r-- 0/0 2 1970-01-01 00:00 bundle_manifest.json',
      `-rw-r--r-- 0/0 70000 1970-01-01 00:00 ${long}`,
    ]);
  });
});

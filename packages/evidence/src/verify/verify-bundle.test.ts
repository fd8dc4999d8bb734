import { gunzipSync, gzipSync } from 'node:zlib';
import { artifactJson, sha256Hex } from '@modekeeper/contracts';
import fc from 'fast-check';
import { packTar, type TarHeader } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { gzip } from '../tar/gzip.ts';
import { type ByteChunks, writeTar } from '../tar/write-tar.ts';
import { BUNDLE_LIMITS } from './limits.ts';
import { verifyBundle } from './verify-bundle.ts';

type Given = { path: string; content: string };
const listed = ({ content, path }: Given) => ({
  rel_path: path,
  sha256: sha256Hex(content),
  size_bytes: Buffer.byteLength(content),
});
const saying = (files: readonly ReturnType<typeof listed>[]): Given => ({
  path: 'bundle_manifest.json',
  content: artifactJson({ schema_version: 'bundle.v0', files: [...files] }),
});
const manifestOf = (files: readonly Given[]): Given => saying(files.map(listed));
async function all(chunks: ByteChunks): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
const packed = (files: readonly Given[]) =>
  all(
    gzip(
      writeTar(
        files.map(({ content, path }) => ({ path, size_bytes: Buffer.byteLength(content), content: [Buffer.from(content)] })),
      ),
    ),
  );
const bundle = (files: readonly Given[]) => packed([manifestOf(files), ...files]);
const A = { path: 'eval/eval_latest.json', content: '{}' };
const B = { path: 'watch/summary.md', content: '# Watch\n' };
const refused = async (bytes: Uint8Array, limits = {}) => {
  const verdict = await verifyBundle([bytes], { ...BUNDLE_LIMITS, ...limits });
  return verdict.ok ? 'ok' : verdict.reason;
};

describe('verifyBundle', () => {
  it('finds every bundle of ours whole, however it arrives', async () => {
    const name = fc
      .string({ unit: fc.constantFrom(...'abcé漢-_.'), minLength: 1, maxLength: 120 })
      .filter((part) => !/^\.+$/.test(part));
    const files = fc.uniqueArray(
      fc.record({ path: fc.tuple(name, name).map((parts) => parts.join('/').normalize('NFC')), content: fc.string() }),
      {
        selector: ({ path }) => path,
        maxLength: 5,
      },
    );
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 999 }), async (given, piece) => {
        const bytes = await bundle(given);
        const chunks = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) =>
          bytes.subarray(at * piece, (at + 1) * piece),
        );
        expect(await verifyBundle(chunks)).toMatchObject({
          ok: true,
          files_count: given.length,
          manifest_sha256: sha256Hex(manifestOf(given).content),
          manifest: { schema_version: 'bundle.v0' },
        });
      }),
      { numRuns: 40 },
    );
  });

  it('refuses every archive in which a byte of the tar was changed', async () => {
    const tar = gunzipSync(await bundle([A, B]));
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Buffer.from(tar);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(await refused(gzipSync(changed))).not.toBe('ok');
      }),
    );
  });

  it('refuses whatever is no archive, without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        expect(await refused(bytes)).not.toBe('ok');
        expect(await refused(gzipSync(bytes))).not.toBe('ok');
      }),
    );
  });

  it.each<[string, readonly Given[], string]>([
    ['no manifest', [A], 'manifest_missing'],
    ['the manifest not first', [A, manifestOf([A])], 'manifest_missing'],
    ['a file that is not listed', [manifestOf([A]), A, B], 'file_not_in_manifest'],
    ['a listed file missing', [manifestOf([A, B]), A], 'file_missing'],
    ['other content than listed', [manifestOf([A]), { ...A, content: '[]' }], 'file_digest_mismatch'],
    ['another size than listed', [saying([{ ...listed(A), size_bytes: 3 }]), A], 'file_digest_mismatch'],
    ['a file twice', [manifestOf([A]), A, A], 'path_duplicate'],
    ['names that differ in case only', [manifestOf([A]), A, { ...A, path: 'eval/EVAL_latest.json' }], 'path_duplicate'],
    ['a manifest that is none', [{ path: 'bundle_manifest.json', content: '{}' }], 'manifest_invalid'],
    [
      'a manifest with a tab where a line should end',
      [{ ...manifestOf([A]), content: manifestOf([A]).content.replace('\n', '\t') }, A],
      'manifest_invalid',
    ],
    ['a manifest that lists a path twice', [manifestOf([A, A]), A], 'manifest_invalid'],
    ...['../x', '/etc/passwd', 'a/../../x', 'a//b', './a', 'a\\b', 'C:x', 'e\u0301.json'].map(
      (path): [string, readonly Given[], string] => [
        `the path ${path}`,
        [manifestOf([{ ...A, path }]), { ...A, path }],
        'path_invalid',
      ],
    ),
  ])('refuses %s', async (_, files, reason) => {
    expect(await refused(await packed(files))).toBe(reason);
  });

  const foreign = async (header: Partial<TarHeader>) =>
    gzipSync(
      await packTar([
        {
          header: { name: 'bundle_manifest.json', size: manifestOf([A]).content.length, mtime: new Date(0) },
          body: manifestOf([A]).content,
        },
        {
          header: { name: A.path, size: A.content.length, mtime: new Date(0), ...header },
          body: header.size === 0 ? '' : A.content,
        },
      ]),
    );
  it.each<[Partial<TarHeader>, string]>([
    [{ type: 'symlink', linkname: '/etc/passwd', size: 0 }, 'not_a_regular_file'],
    [{ type: 'link', linkname: 'x', size: 0 }, 'not_a_regular_file'],
    [{ type: 'directory', size: 0 }, 'not_a_regular_file'],
    [{ mode: 0o777 }, 'archive_not_canonical'],
    [{ uid: 1 }, 'archive_not_canonical'],
    [{ pax: { comment: 'x' } }, 'archive_not_canonical'],
  ])('refuses an entry with %j', async (header, reason) => {
    expect(await refused(await foreign(header))).toBe(reason);
  });

  it.each([
    [{ compressed_bytes: 50 }, 'archive_too_large'],
    [{ inflated_bytes: 5_000 }, 'inflated_too_large'],
    [{ ratio: 5 }, 'ratio_too_high'],
    [{ entries: 2 }, 'too_many_entries'],
    [{ manifest_bytes: 10 }, 'manifest_invalid'],
  ])('refuses what is beyond %j', async (limits, reason) => {
    expect(await refused(await bundle([A, B]), limits)).toBe(reason);
  });

  it('refuses an archive of nothing', async () => {
    expect(await refused(gzipSync(await all(writeTar([])), { level: 0 }))).toBe('manifest_missing');
  });

  it('stops at a bomb long before its end', async () => {
    let taken_bytes = 0;
    const bomb = (function* () {
      const part = gzipSync(Buffer.alloc(192 * 1_048_576));
      for (let at = 0; at < part.length; at += 1_024) {
        taken_bytes += 1_024;
        yield part.subarray(at, at + 1_024);
      }
    })();
    expect(await verifyBundle(bomb)).toEqual({ ok: false, reason: 'ratio_too_high' });
    expect(taken_bytes).toBeLessThan(163_840);
  });

  it('hands on what goes wrong while the archive is read', async () => {
    const source = (function* (): Generator<Uint8Array> {
      yield new Uint8Array([0x1f, 0x8b]);
      throw new Error('connection lost');
    })();
    await expect(verifyBundle(source)).rejects.toThrow('connection lost');
  });
});

import { hexEncode, type JsonObject } from '@modekeeper/contracts';
import { sha256 } from '@noble/hashes/sha2.js';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { type ByteChunks, type TarFile, writeTar } from '../tar/write-tar.ts';
import { inflate } from './inflate.ts';
import { BUNDLE_LIMITS, type BundleLimits, BundleRefusal, type BundleRefusalReason } from './limits.ts';
import { foldedPath, isSafePath, type ReadManifest, readManifest } from './listed-files.ts';

export type BundleVerdict =
  | { ok: true; manifest: JsonObject; manifest_sha256: string; files_count: number }
  | { ok: false; reason: BundleRefusalReason };

const MANIFEST = 'bundle_manifest.json';

/**
 * Verifies a bundle from somebody else as a stream; nothing is unpacked, and nothing of it is told before all of it checks out. Its tar must
 * be, byte for byte, the one that `writeTar` makes of its names and contents: so no two programs can read different things in it.
 * @throws whatever the input throws
 */
export async function verifyBundle(input: ByteChunks, limits: BundleLimits = BUNDLE_LIMITS): Promise<BundleVerdict> {
  let failed: { cause: unknown } | undefined;
  const watched = async function* () {
    try {
      yield* input;
    } catch (cause) {
      failed = { cause };
      throw cause;
    }
  };
  try {
    return await verify(inflate(watched(), limits), limits);
  } catch (cause) {
    if (failed !== undefined) throw failed.cause;
    if (cause instanceof BundleRefusal) return { ok: false, reason: cause.reason };
    // Gzip and tar readers have no errors of their own kind.
    if (cause instanceof Error) return { ok: false, reason: 'archive_invalid' };
    throw cause;
  }
}

async function verify(tar: ReadableStream<Uint8Array<ArrayBuffer>>, limits: BundleLimits): Promise<BundleVerdict> {
  const given = sha256.create();
  const tap = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      given.update(chunk);
      controller.enqueue(chunk);
    },
  });
  const entries = tar.pipeThrough(tap).pipeThrough(createTarDecoder({ strict: true }));
  const check = new EntryCheck(limits);
  const canonical = sha256.create();
  for await (const chunk of writeTar(check.files(entries))) canonical.update(chunk);
  const verdict = check.finish();
  if (hexEncode(given.digest()) !== hexEncode(canonical.digest())) throw new BundleRefusal('archive_not_canonical');
  return verdict;
}

/** Holds what was seen of an archive against its manifest. */
class EntryCheck {
  readonly #limits: BundleLimits;
  readonly #folded = new Set<string>();
  #listed: (ReadManifest & { sha256: string }) | undefined;

  constructor(limits: BundleLimits) {
    this.#limits = limits;
  }

  /** Every entry once more, as a writer of the archive would have given it. @throws BundleRefusal */
  async *files(entries: ReadableStream<ParsedTarEntry>): AsyncGenerator<TarFile> {
    for await (const { body, header } of entries) {
      if (header.type !== 'file') throw new BundleRefusal('not_a_regular_file');
      if (!isSafePath(header.name)) throw new BundleRefusal('path_invalid');
      const folded = foldedPath(header.name);
      if (this.#folded.has(folded)) throw new BundleRefusal('path_duplicate');
      this.#folded.add(folded);
      if (this.#folded.size > this.#limits.entries) throw new BundleRefusal('too_many_entries');
      const content = this.#listed === undefined ? this.#manifest(header.name, header.size, body) : this.#file(header.name, body);
      yield { path: header.name, size_bytes: header.size, content };
    }
  }

  finish(): BundleVerdict & { ok: true } {
    const listed = this.#listed;
    if (listed === undefined) throw new BundleRefusal('manifest_missing');
    // Every entry was listed, and no path came twice: fewer of them than listed means that one is missing.
    if (this.#folded.size !== listed.files.size + 1) throw new BundleRefusal('file_missing');
    return { ok: true, manifest: listed.manifest, manifest_sha256: listed.sha256, files_count: listed.files.size };
  }

  async *#manifest(path: string, size_bytes: number, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    if (path !== MANIFEST) throw new BundleRefusal('manifest_missing');
    if (size_bytes > this.#limits.manifest_bytes) throw new BundleRefusal('manifest_invalid');
    const bytes = new Uint8Array(size_bytes);
    let filled = 0;
    for await (const chunk of body) {
      bytes.set(chunk, filled);
      filled += chunk.length;
      yield chunk;
    }
    this.#listed = { ...readManifest(bytes), sha256: hexEncode(sha256(bytes)) };
  }

  async *#file(path: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const expected = this.#listed?.files.get(path);
    if (expected === undefined) throw new BundleRefusal('file_not_in_manifest');
    const hash = sha256.create();
    let size_bytes = 0;
    for await (const chunk of body) {
      hash.update(chunk);
      size_bytes += chunk.length;
      yield chunk;
    }
    if (size_bytes !== expected.size_bytes || hexEncode(hash.digest()) !== expected.sha256)
      throw new BundleRefusal('file_digest_mismatch');
  }
}

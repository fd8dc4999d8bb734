import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { refuse } from '../cli/refuse.ts';

export type FileDigest = { sha256: string; size_bytes: number };

/** SHA-256 and size of a file, read as a stream. */
export async function digestFile(path: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  let size_bytes = 0;
  for await (const chunk of chunksOf(path)) {
    hash.update(chunk);
    size_bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), size_bytes };
}

/** The file's bytes once more. @throws Refusal at their end when they are no longer those of the digest */
export async function* unchangedChunks(path: string, shown: string, { sha256 }: FileDigest): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(path)) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256)
    refuse(`${shown} changed while it was read; wait until nothing writes there and run this again`);
}

function chunksOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: 262_144 });
}

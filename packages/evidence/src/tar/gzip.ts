import { Gzip } from 'fflate';
import type { ByteChunks } from './write-tar.ts';

/** Magic, deflate, no flags, time 0, level 9, system unknown (RFC 1952): nothing of machine or moment. */
const HEADER = new Uint8Array([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0x02, 0xff]);
const BLOCK_BYTES = 65_536;

/** Gzip at level 9. The same input gives the same bytes, however it is cut into pieces. */
export async function* gzip(input: ByteChunks): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const deflater = new Gzip({ level: 9, mtime: 0 }, (chunk) => ready.push(chunk));
  let is_first = true;
  const drain = function* () {
    for (const chunk of ready) {
      // The library names a system in the header's last byte.
      if (is_first) chunk.set(HEADER);
      is_first = false;
      yield chunk;
    }
    ready = [];
  };
  for await (const block of blocks(input)) {
    deflater.push(block);
    yield* drain();
  }
  deflater.push(new Uint8Array(0), true);
  yield* drain();
}

/** The input cut anew into blocks of one size: where a deflater is fed from decides where its own blocks end. */
async function* blocks(input: ByteChunks): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(BLOCK_BYTES);
  let filled = 0;
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + BLOCK_BYTES - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < BLOCK_BYTES) continue;
      yield block;
      block = new Uint8Array(BLOCK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

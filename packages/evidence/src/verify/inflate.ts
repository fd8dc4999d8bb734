import type { ByteChunks } from '../tar/write-tar.ts';
import { type BundleLimits, BundleRefusal } from './limits.ts';

/** A decompressor may have taken this much that it has not answered for yet. */
const SLACK_BYTES = 1_048_576;

/**
 * Inflates gzip as a stream and stops as soon as a limit is passed.
 * @throws BundleRefusal, or whatever the input throws
 */
export function inflate(input: ByteChunks, limits: BundleLimits): ReadableStream<Uint8Array<ArrayBuffer>> {
  let compressed_bytes = 0;
  let inflated_bytes = 0;
  const counted = async function* () {
    for await (const chunk of input) {
      compressed_bytes += chunk.length;
      if (compressed_bytes > limits.compressed_bytes) throw new BundleRefusal('archive_too_large');
      yield new Uint8Array(chunk);
    }
  };
  const guard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      inflated_bytes += chunk.length;
      if (inflated_bytes > limits.inflated_bytes) throw new BundleRefusal('inflated_too_large');
      if (inflated_bytes > compressed_bytes * limits.ratio + SLACK_BYTES) throw new BundleRefusal('ratio_too_high');
      controller.enqueue(chunk);
    },
    flush() {
      if (inflated_bytes > compressed_bytes * limits.ratio) throw new BundleRefusal('ratio_too_high');
    },
  });
  return streamOf(counted()).pipeThrough(new DecompressionStream('gzip')).pipeThrough(guard);
}

function streamOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

import { Worker } from 'node:worker_threads';
import type { ByteChunks } from '@modekeeper/evidence';

const THREAD = new URL(import.meta.url.endsWith('.ts') ? './gzip-thread.ts' : './gzip-thread.js', import.meta.url);
/** What passes through is short-lived. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 8 };
/** Pieces on their way to the thread; more would only fill memory. */
const MOST_UNDERWAY = 16;

/** `gzip` of the evidence package in a thread of its own, so that what is deflated is read and digested beside it. The bytes are the same. */
export async function* gzipBeside(input: ByteChunks): AsyncGenerator<Uint8Array> {
  const worker = new Worker(THREAD, { resourceLimits: THREAD_LIMITS });
  const ready: Uint8Array[] = [];
  let underway = 0;
  let is_over = false;
  let failure: unknown;
  let wake: () => void = () => undefined;
  const changed = () =>
    new Promise<void>((done) => {
      wake = done;
    });
  worker.on('message', (chunk: Uint8Array | null) => {
    if (chunk === null) underway -= 1;
    else ready.push(chunk);
    wake();
  });
  worker.on('error', (error) => {
    failure = error;
    wake();
  });
  worker.on('exit', () => {
    is_over = true;
    wake();
  });
  const drain = function* () {
    if (failure !== undefined) throw failure;
    yield* ready.splice(0);
  };
  try {
    for await (const piece of input) {
      while (underway >= MOST_UNDERWAY && !is_over) await changed();
      yield* drain();
      // Not `slice`: of a Buffer that is no copy.
      const copy = new Uint8Array(piece);
      worker.postMessage(copy, [copy.buffer]);
      underway += 1;
    }
    worker.postMessage(null);
    while (!is_over) {
      yield* drain();
      if (!is_over) await changed();
    }
    yield* drain();
  } finally {
    await worker.terminate();
  }
}

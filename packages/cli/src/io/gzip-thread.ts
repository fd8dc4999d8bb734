// A thread of its own that deflates: its place in the package is beside the entry (`build.ts`).
import { parentPort } from 'node:worker_threads';
import { gzip } from '@modekeeper/evidence';

if (parentPort === null) throw new Error('this is the code of a thread');
const port = parentPort;

/** What comes in, until an empty message; each piece that is used up is asked for anew. */
async function* pieces(): AsyncGenerator<Uint8Array> {
  const waiting: (Uint8Array | null)[] = [];
  let wake: () => void = () => undefined;
  port.on('message', (piece: Uint8Array | null) => {
    waiting.push(piece);
    wake();
  });
  for (;;) {
    const piece = waiting.shift();
    if (piece === undefined) {
      await new Promise<void>((done) => {
        wake = done;
      });
    } else if (piece === null) return;
    else {
      yield piece;
      port.postMessage(null);
    }
  }
}

for await (const chunk of gzip(pieces())) port.postMessage(chunk.slice());
port.close();

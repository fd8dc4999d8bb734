import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Block, SegmentParser } from '@modekeeper/telemetry/trace';
import { type ParsedSegment, type ThreadTask, takeSegment } from './thread-task.ts';
import { bytesOfFile } from './trace-bytes.ts';

/** Where the other thread's code lies: beside the program's entry, or beside this file where nothing was packed. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './segment-thread.ts' : './segment-thread.js', import.meta.url);
/** Below it a thread takes longer to start than it helps. */
const FEWEST_SEGMENTS = 3;
/** It holds a few blocks; what a fault of ours would take must not take the machine. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

export type TraceTask = Omit<ThreadTask, 'next'>;

/** Parses the segments of a trace, in this thread and another one; `onBlock` gets the blocks in the trace's order. */
export async function parseTrace(
  given: TraceTask,
  onBlock: (block: Block, index: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const task: ThreadTask = { ...given, next: new Int32Array(new SharedArrayBuffer(4)) };
  const blocks = new BlockQueue(onBlock);
  const has_thread = task.segments.length >= FEWEST_SEGMENTS && availableParallelism() > 1;
  const thread = has_thread ? startThread(task, blocks) : null;
  try {
    const parser = new SegmentParser(bytesOfFile(task.file, task.size_bytes), task.format);
    for (let taken = takeSegment(task); taken !== undefined; taken = takeSegment(task)) {
      blocks.add({ index: taken.index, block: parser.parse(taken.segment) });
      // What the other thread has sent comes in between.
      await breathe();
      signal.throwIfAborted();
    }
    await thread?.ended;
    blocks.expect(task.segments.length);
  } finally {
    await thread?.worker.terminate();
  }
}

function startThread(task: ThreadTask, blocks: BlockQueue): { worker: Worker; ended: Promise<void> } {
  const worker = new Worker(THREAD, { workerData: task, resourceLimits: THREAD_LIMITS });
  let failure: unknown;
  worker.on('message', (parsed: ParsedSegment) => {
    // Nobody waits for what a handler throws.
    try {
      blocks.add(parsed);
    } catch (error) {
      failure ??= error;
    }
  });
  const ended = (async () => {
    await once(worker, 'exit');
    if (failure !== undefined) throw failure;
  })();
  // Somebody waits for it when this thread has nothing left to do, which may be later than it fails.
  ended.catch(() => undefined);
  return { worker, ended };
}

/** Blocks in their order, whatever order they come in. */
class BlockQueue {
  readonly #onBlock: (block: Block, index: number) => void;
  readonly #waiting = new Map<number, Block>();
  #next = 0;

  constructor(onBlock: (block: Block, index: number) => void) {
    this.#onBlock = onBlock;
  }

  /** A defect of ours unless as many came. */
  expect(count: number): void {
    if (this.#next !== count) throw new RangeError(`${count - this.#next} parts of a trace were not read`);
  }

  add({ block, index }: ParsedSegment): void {
    this.#waiting.set(index, block);
    for (let next = this.#waiting.get(this.#next); next !== undefined; next = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next);
      this.#next += 1;
      this.#onBlock(next, this.#next - 1);
    }
  }
}

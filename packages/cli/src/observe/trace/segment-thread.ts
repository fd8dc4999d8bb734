// A thread of its own that parses segments: its place in the package is beside the entry (`build.ts`).
import { parentPort, workerData } from 'node:worker_threads';
import { serveSegments } from './serve-segments.ts';
import type { ThreadTask } from './thread-task.ts';

serveSegments(workerData as ThreadTask, (index, block, transfer) => parentPort?.postMessage({ index, block }, transfer));

import { type Block, buffersOf, SegmentParser } from '@modekeeper/telemetry/trace';
import { type ThreadTask, takeSegment } from './thread-task.ts';
import { bytesOfFile } from './trace-bytes.ts';

/** Parses segments as long as there are some, without a pause. */
export function serveSegments(
  task: ThreadTask,
  answer: (index: number, block: Block, transfer: readonly ArrayBuffer[]) => void,
): void {
  const parser = new SegmentParser(bytesOfFile(task.file, task.size_bytes), task.format);
  for (let taken = takeSegment(task); taken !== undefined; taken = takeSegment(task)) {
    const block = parser.parse(taken.segment);
    answer(taken.index, block, buffersOf(block));
  }
}

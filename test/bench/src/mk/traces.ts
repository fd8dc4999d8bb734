import { closeSync, openSync, writeSync } from 'node:fs';

export const LINE_BYTES = 240;

/** Writes a trace of lines of 240 bytes as trainers write them: a loss with all its digits, other numbers with a few. `shuffled`: in no order. */
export function writeTrace(path: string, samples: number, shuffled = false): void {
  const file = openSync(path, 'w');
  let text = '';
  for (let index = 0; index < samples; index += 1) {
    // A step that shares no factor with the count visits each place once.
    text += lineOf(shuffled ? (index * 999_983) % samples : index);
    if (text.length < 1_048_576) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}

/** Between 0 and 1, the same for the same index. */
function noise(index: number, salt: number): number {
  const mixed = Math.imul(index ^ (salt * 0x9e3779b1), 0x85ebca6b);
  return ((Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ (mixed >>> 7)) >>> 0) / 2 ** 32;
}

function lineOf(index: number): string {
  const step_ms = 120 + 10 * Math.sin(index / 700) + 10 * noise(index, 1);
  const workers = [2, 3, 4, 5].map((salt) => (step_ms + 10 * noise(index, salt) - 5).toFixed(3));
  const line =
    `{"ts":${1_700_000_000_000 + index * 1_000},"step":${index},"step_time_ms":${step_ms.toFixed(3)},` +
    `"loss":${1 + 0.05 * Math.sin(index / 500) + 0.02 * noise(index, 6)},"throughput":${(1_000 + 30 * noise(index, 7)).toFixed(2)},` +
    `"worker_latencies_ms":[${workers.join(',')}],"gpu_util_pct":${(60 + 20 * noise(index, 8)).toFixed(1)},"node":"node-a","run":"`;
  return `${line.padEnd(LINE_BYTES - 3, 'x')}"}\n`;
}

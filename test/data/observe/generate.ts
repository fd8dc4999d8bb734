import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Makes the golden traces beside it; see README.md. Equal bytes on every run. */
const START_S = 1_767_600_000;
type Fields = Record<string, unknown>;

/** A number in [0, 1) that depends on its arguments only. */
const noise = (seed: number, i: number): number => Math.abs(Math.sin(seed * 127.1 + i * 311.7) * 43_758.5453) % 1;
const round = (value: number): number => Math.round(value * 1_000) / 1_000;
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const line = (fields: Fields): string => JSON.stringify(fields);

/** A quiet training step. */
function step(i: number, over: Fields = {}): Fields {
  const step_time_ms = round(200 + 8 * (noise(1, i) - 0.5));
  const loss = round(2.4 - 0.004 * i + 0.02 * noise(2, i));
  return { ts: START_S + i, step: i, step_time_ms, throughput: round(64_000 / step_time_ms), loss, ...over };
}

const stable = count(120).map((i) =>
  line(step(i, { node: 'node-a', gpu_model: 'H100', gpu_util_pct: round(70 + 10 * noise(3, i)) })),
);

const bursty = count(90).map((i) => line(step(i, i % 15 >= 13 ? { step_time_ms: round(460 + 40 * noise(4, i)) } : {})));

const sparse = [0, 7, 95, 96, 340, 341, 900, 1_500, 3_600].map((at_s, i) =>
  line({ ts: new Date((START_S + at_s) * 1_000).toISOString(), step_time_ms: round(180 + 20 * noise(5, i)) }),
);

// Three writers, each flushing ten steps at a time: the loss rises over time, and falls in the order of the lines.
const rising = count(60).map((i) => line(step(i, { loss: round(1.2 + 0.012 * i) })));
const out_of_order = [5, 2, 4, 1, 3, 0].flatMap((block) => rising.slice(block * 10, block * 10 + 10));

const corrupted = count(60).flatMap((i): (string | Buffer)[] => {
  const good = line(step(i));
  switch (i % 10) {
    case 1:
      return [good.slice(0, 25)];
    case 3:
      return [Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])];
    case 4:
      return [`[${good}]`];
    case 5:
      return [line(step(i, { ts: 'yesterday' }))];
    case 6:
      return [line(step(i, { step_time_ms: i % 20 === 6 ? -1 : 'n/a' }))];
    case 7:
      return [line(step(i, { loss: 'diverged' }))];
    case 8:
      return [good.replace(/"loss":[^,}]+/, '"loss":NaN')];
    default:
      return [good];
  }
});

// The slow steps are the ones that are sent again and again: counted each time, they would be the rule and no burst.
const duplicates = count(24).flatMap((i) => {
  const slow = i % 8 === 7;
  const once = line(step(i, { rank: 0, ...(slow ? { step_time_ms: 420 } : {}) }));
  return [once, line(step(i, { rank: 1 })), ...count(slow ? 20 : 0).map(() => once)];
});

// Two nodes: the clock of one is 45 s behind, and it writes milliseconds, or text with an offset.
const clock_skew = count(60).flatMap((i) => {
  const behind_ms = (START_S + i - 45) * 1_000 + 250;
  const text = new Date(behind_ms + 7_200_000).toISOString().replace('Z', '+02:00');
  return [line(step(i, { node: 'node-a' })), line(step(i, { node: 'node-b', ts: i % 2 === 0 ? behind_ms : text }))];
});

const realistic_dirty = count(80).flatMap((i) => {
  const gpu = { node_name: i < 40 ? 'node-a' : 'node-b', gpu_name: 'A100', gpu_util: `${Math.round(60 + 36 * noise(6, i))} %` };
  const memory = { gpu_mem_used: `${round(30_000 + 1_000 * noise(7, i))} MiB`, gpu_mem_total: '81920 MiB' };
  const good = line({ event: 'step', ...step(i, { loss: round(1 + 0.02 * i) }), ...gpu, ...memory, checkpoint: i % 20 === 19 });
  if (i % 20 === 5) return [good, 'Traceback (most recent call last):', good];
  if (i % 20 === 11) return ['', line({ event: 'eval', ts: START_S + i, accuracy: 0.5 }), good];
  return i % 20 === 17 ? [line(step(i - 6, { loss: round(1 + 0.02 * (i - 6)), node: 'node-a' })), good] : [good];
});

// One of eight workers is slow; records whose list is unusable fall back to the step time.
const worker_latencies = count(60).map((i) => {
  const workers = count(8).map((worker) => round((worker === 5 ? 520 : 190) + 12 * noise(worker + 10, i)));
  if (i % 12 === 3) return line(step(i, { worker_latencies_ms: JSON.stringify(workers) }));
  return line(step(i, { worker_latencies_ms: i % 12 === 7 ? [190, null] : workers }));
});

const traces = { stable, bursty, sparse, out_of_order, corrupted, duplicates, clock_skew, realistic_dirty, worker_latencies };
for (const [name, lines] of Object.entries(traces)) {
  const end = Buffer.from(name === 'realistic_dirty' ? '\r\n' : '\n');
  const bytes = Buffer.concat(lines.flatMap((one) => [Buffer.from(one), end]));
  writeFileSync(fileURLToPath(new URL(`${name}.jsonl`, import.meta.url)), bytes);
}

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporary } from './trace/temporary.ts';
import { observeFile } from './trace-file.ts';

const TRACES = new URL('../../../../test/data/observe/', import.meta.url);
/** Other work may run beside. */
const PATIENCE_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'mk-trace-file-'));
const temporary = join(folder, 'temporary');
const io = { cwd: folder, now: () => 0, progress: () => undefined, signal: new AbortController().signal };
const before = process.env.TMPDIR;

beforeAll(() => {
  execFileSync('mkdir', [temporary]);
  process.env.TMPDIR = temporary;
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

/** Everything that reports show of a trace. */
async function seen(path: string, max_samples?: number) {
  using read = await observeFile(io, path, undefined, max_samples);
  const { latencies, samples, ...window } = read.window;
  const ranks = [0, latencies.length >> 1, latencies.length - 1].map((rank) => latencies.at(rank));
  return { window, ranks, samples: [...samples()], rows_read: read.rows_read, observe_ingest: read.observe_ingest };
}

/** Larger than one thread takes alone: samples out of order, some of them twice. */
function largeTrace(path: string): void {
  const line = (index: number) => {
    const head = `{"ts":${1_700_000_000 + ((index * 7_919) % 50_000)},"step_time_ms":${100 + (index % 997) / 8},"loss":${1 + (index % 13) / 16},"run":"`;
    return `${head}${'x'.repeat(Math.max(0, 237 - head.length))}"}\n`;
  };
  writeFileSync(path, Array.from({ length: 60_000 }, (_, index) => line(index % 59_000)).join(''));
}

describe('a trace file', () => {
  it.each(['out_of_order', 'duplicates', 'corrupted', 'realistic_dirty'])(
    'says the same of %s when its samples do not fit into memory',
    async (name) => {
      const path = join(folder, `${name}.jsonl`);
      writeFileSync(path, readFileSync(new URL(`${name}.jsonl`, TRACES)));
      expect(await seen(path, 3)).toEqual(await seen(path));
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it(
    'is parsed by two threads in the order of its lines, spilled or not',
    async () => {
      const path = join(folder, 'large.jsonl');
      largeTrace(path);
      const found = await seen(path);
      expect(found).toMatchObject({ rows_read: 60_000, observe_ingest: { dropped_duplicates: 1_000, dropped_total: 1_000 } });
      expect(found.window.sample_count).toBe(59_000);
      expect(await seen(path, 1_000)).toEqual(found);
      expect(readdirSync(temporary)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('may be a pipe, which is read once', async () => {
    const path = join(folder, 'pipe.jsonl');
    execFileSync('mkfifo', [path]);
    writeFileSync(join(folder, 'bursty.jsonl'), readFileSync(new URL('bursty.jsonl', TRACES)));
    // Both sides wait for each other, so the other is a process of its own.
    spawn('sh', ['-c', 'cat bursty.jsonl > pipe.jsonl'], { cwd: folder, stdio: 'ignore' });
    expect(await seen(path)).toEqual(await seen('bursty.jsonl'));
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([10, undefined])('leaves nothing behind when a signal comes (samples in memory: %s)', async (max_samples) => {
    const path = join(folder, 'stopped.jsonl');
    largeTrace(path);
    const signal = AbortSignal.abort('SIGTERM');
    const stopped = observeFile({ ...io, signal }, path, undefined, max_samples);
    await expect(stopped).rejects.toThrow(`stopped by SIGTERM while reading ${path}; no report was written`);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('refuses a folder, and what is not there', async () => {
    execFileSync('mkdir', [join(folder, 'folder.jsonl')]);
    await expect(observeFile(io, 'folder.jsonl')).rejects.toThrow('telemetry path is a folder: folder.jsonl');
    await expect(observeFile(io, 'absent.csv')).rejects.toThrow('telemetry file not found: absent.csv; check the path');
  });
});

describe('the temporary file', () => {
  it('is refused with what is needed and what is free when there is no room', () => {
    expect(() => openTemporary(2 ** 60)).toThrow(
      /^no room in the temporary folder .*: about \d+ MiB are needed, \d+ MiB are free; make room there or set TMPDIR/,
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('gives back what was written, and has no name', () => {
    const file = openTemporary();
    expect([file.append(Uint8Array.of(1, 2, 3)), file.append(Uint8Array.of(4))]).toEqual([0, 3]);
    const into = new Uint8Array(2);
    file.read(2, into);
    expect([...into]).toEqual([3, 4]);
    expect(readdirSync(temporary)).toEqual([]);
    file.close();
  });
});

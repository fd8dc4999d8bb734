import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { repositoryRoot } from '@modekeeper/sandbox';

export type QuickReport = { name: string; url: string };

const traces = join(repositoryRoot(), 'test', 'data', 'observe');
const HOSTILE = '"><script>document.title = "taken"</script><img src=x onerror=alert(1)>\u202eevil';

/** Traces that show what a report can look like; `null`: made-up data. */
const SOURCES: Readonly<Record<string, string | null>> = {
  drift: null,
  burst: join(traces, 'bursty.jsonl'),
  stable: join(traces, 'stable.jsonl'),
  corrupted: join(traces, 'corrupted.jsonl'),
  dirty: join(traces, 'realistic_dirty.jsonl'),
  straggler: join(traces, 'worker_latencies.jsonl'),
  empty: 'empty.jsonl',
  hostile: 'hostile.jsonl',
};

/** Runs `mk quickstart` on each of them; the reports lie in a temporary folder. */
export async function quickReports(names = Object.keys(SOURCES)): Promise<QuickReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-reports-'));
  // No kubectl, so that no cluster of this machine is asked.
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'empty.jsonl'), '');
  writeFileSync(join(folder, 'hostile.jsonl'), hostileTrace());
  const program = join(repositoryRoot(), 'packages', 'cli', 'src', 'main.ts');
  const reports: QuickReport[] = [];
  for (const name of names) {
    const path = SOURCES[name];
    const source = path === null || path === undefined ? [] : ['--observe-source', 'file', '--observe-path', path];
    await promisify(execFile)(process.execPath, [program, 'quickstart', '--quiet', '--out', name, ...source], {
      cwd: folder,
      env: { PATH: join(folder, 'empty'), HOME: folder, SOURCE_DATE_EPOCH: '1767700000' },
    });
    reports.push({ name, url: pathToFileURL(join(folder, name, 'report.html')).href });
  }
  return reports;
}

/** A trace whose names are made to break out of where they stand. */
function hostileTrace(): string {
  const lines = Array.from({ length: 60 }, (_, at) => ({
    ts: 1_767_600_000 + at,
    step_time_ms: at % 20 === 19 ? 400 : 100,
    node: `${HOSTILE}${at}`,
    gpu_model: HOSTILE,
    knobs: { [HOSTILE]: Math.floor(at / 20) },
  }));
  return lines.map((line) => JSON.stringify(line)).join('\n');
}

import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Samples } from '../samples.ts';
import { type Program, take, takeMk } from './program.ts';
import { LINE_BYTES, writeTrace } from './traces.ts';

const PARTS = 4;
const PART_BYTES = 256 * 1_048_576;
/** Reports whose sibling explain.jsonl goes into a bundle. */
const REPORTS = ['closed_loop', 'k8s_verify', 'eval', 'watch'];

/** Reports with 1 GiB beside them: `mk export bundle`, and what a person would write in a shell. */
export async function measureBundling(program: Program, samples: Samples, rounds: number): Promise<void> {
  const folder = join(program.folder, 'reports');
  await takeMk(program, ['closed-loop', 'run', '--out', 'plan']);
  for (const report of REPORTS.slice(0, PARTS)) {
    mkdirSync(join(folder, report), { recursive: true });
    copyFileSync(join(program.folder, 'plan', 'closed_loop_latest.json'), join(folder, report, `${report}_latest.json`));
    writeTrace(join(folder, report, 'explain.jsonl'), Math.ceil(PART_BYTES / LINE_BYTES));
  }
  const best = { mk: Number.POSITIVE_INFINITY, shell: Number.POSITIVE_INFINITY };
  const pipeline = 'set -o pipefail; tar -C reports -cf - . | tee >(sha256sum > sum.txt) | gzip -9 > shell.tar.gz';
  for (let round = 0; round < rounds; round += 1) {
    const mk = await takeMk(program, [
      'export',
      'bundle',
      '--in',
      'reports',
      '--out',
      'bundle',
      '--created-at',
      '2026-01-01T00:00:00Z',
    ]);
    const shell = await take({ program: 'bash', args: ['-c', pipeline], cwd: program.folder });
    samples.add('mk_bundle', mk.ms);
    samples.add('mk_bundle_memory', mk.peak_mib);
    samples.add('mk_bundle_shell', shell.ms);
    best.mk = Math.min(best.mk, mk.ms);
    best.shell = Math.min(best.shell, shell.ms);
  }
  samples.add('mk_bundle_ratio', best.mk / best.shell);
  for (const name of ['reports', 'bundle', 'shell.tar.gz']) rmSync(join(program.folder, name), { recursive: true });
}

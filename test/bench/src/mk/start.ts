import type { Samples } from '../samples.ts';
import { type Program, take, takeMk } from './program.ts';

const STARTS = 30;

/** `mk --version` and `node -e 0` in turn; the best of each counts. */
export async function measureStart(program: Program, samples: Samples): Promise<void> {
  const best = { bare: Number.POSITIVE_INFINITY, mk: Number.POSITIVE_INFINITY };
  for (let start = 0; start < STARTS; start += 1) {
    const bare = await take({ program: process.execPath, args: ['-e', '0'], cwd: program.folder });
    const mk = await takeMk(program, ['--version']);
    samples.add('mk_bare_start', bare.ms);
    samples.add('mk_start', mk.ms);
    best.bare = Math.min(best.bare, bare.ms);
    best.mk = Math.min(best.mk, mk.ms);
  }
  samples.add('mk_start_ratio', best.mk / best.bare);
}

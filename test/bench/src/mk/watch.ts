import { join } from 'node:path';
import { quantile } from '../quantiles.ts';
import type { Samples } from '../samples.ts';
import { type Program, takeMk } from './program.ts';
import { writeTrace } from './traces.ts';
import { residentMib } from './tree-memory.ts';

const ITERATIONS = 500;
/** Looks around an iteration, because a collector that has just run says little. */
const AROUND = 8;

/** Resident memory of a watch on a trace about iteration 50, and about its 500th. */
export async function measureWatch(program: Program, samples: Samples): Promise<void> {
  writeTrace(join(program.folder, 'watched.jsonl'), 2_000);
  const seen: number[] = [];
  const args = ['closed-loop', 'watch', '--scenario', 'drift', '--observe-source', 'file', '--observe-path', 'watched.jsonl'];
  const pace = ['--interval', '0', '--max-iterations', String(ITERATIONS), '--out', 'watched'];
  await takeMk(program, [...args, ...pace], (_line, pid) => void seen.push(residentMib(pid)));
  const about = (iteration: number) =>
    quantile(
      seen.slice(iteration - AROUND, iteration + AROUND).filter((mib) => mib > 0),
      0.5,
    );
  const [early, late] = [about(50), about(ITERATIONS - AROUND)];
  samples.add('mk_watch_memory', late);
  samples.add('mk_watch_growth', late / early);
}

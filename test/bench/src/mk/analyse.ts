import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Samples } from '../samples.ts';
import { type Program, takeMk, takeNode } from './program.ts';
import { writeTrace } from './traces.ts';

const SAMPLES = 1_000_000;
const MERGED_SAMPLES = 3_000_000;

/** The lines are texts in memory before the clock starts; the best of three loops counts, in a Node that does nothing else. */
const PARSE_LOOP = `
import { readFileSync } from 'node:fs';
const lines = readFileSync('trace.jsonl', 'latin1').trimEnd().split('\\n');
let best = Infinity;
for (let round = 0; round < 3; round += 1) {
  const begun = performance.now();
  let sum = 0;
  for (const line of lines) sum += JSON.parse(line).ts;
  best = Math.min(best, performance.now() - begun);
}
console.log(best);
`;

/** A million samples from file to report, against the bare loop over the same lines; one after the other in each round. */
export async function measureAnalysis(program: Program, samples: Samples, rounds: number): Promise<void> {
  const trace = join(program.folder, 'trace.jsonl');
  writeTrace(trace, SAMPLES);
  const best = { parse: Number.POSITIVE_INFINITY, observe: Number.POSITIVE_INFINITY, eval: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round += 1) {
    const parse_ms = Number((await takeNode(program, PARSE_LOOP)).stdout);
    const observed = await takeMk(program, ['observe', '--source', 'file', '--path', 'trace.jsonl', '--out', 'observed']);
    const judged = await takeMk(program, ['eval', 'file', '--path', 'trace.jsonl', '--out', 'judged']);
    samples.add('mk_parse_loop', parse_ms);
    samples.add('mk_observe', observed.ms);
    samples.add('mk_eval', judged.ms);
    samples.add('mk_analyse_memory', Math.max(observed.peak_mib, judged.peak_mib));
    best.parse = Math.min(best.parse, parse_ms);
    best.observe = Math.min(best.observe, observed.ms);
    best.eval = Math.min(best.eval, judged.ms);
  }
  samples.add('mk_observe_ratio', best.observe / best.parse);
  samples.add('mk_eval_ratio', best.eval / best.parse);
  rmSync(trace);
}

/** Three million samples in no order: more than are held in memory, all of them merged. */
export async function measureMerge(program: Program, samples: Samples): Promise<void> {
  const trace = join(program.folder, 'long.jsonl');
  writeTrace(trace, MERGED_SAMPLES, true);
  const { ms, peak_mib } = await takeMk(program, ['observe', '--source', 'file', '--path', 'long.jsonl', '--out', 'merged']);
  samples.add('mk_merge', ms);
  samples.add('mk_merge_memory', peak_mib);
  rmSync(trace);
}

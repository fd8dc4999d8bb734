// `npm run bench`: the measures of the product as JSON on standard output, progress on standard error.
import { loadavg } from 'node:os';
import { isModeKeeperError } from '@modekeeper/contracts';
import type { Bench } from './bench.ts';
import { measureBundle } from './bundle.ts';
import { type BenchFlags, type Group, readBenchFlags } from './flags.ts';
import { runIdle } from './idle.ts';
import { machineFacts } from './machine.ts';
import type { Measure } from './measure.ts';
import { runMk } from './mk-run.ts';
import { runPortal } from './portal-run.ts';
import { type BenchResult, exitCode, isOk } from './result.ts';
import { watchRollouts } from './rollouts.ts';
import { Samples } from './samples.ts';
import { openScene } from './scene.ts';
import { summarize } from './summary.ts';
import { runThread } from './thread.ts';

const begun_ms = performance.now();
const say = (line: string) =>
  process.stderr.write(`[${((performance.now() - begun_ms) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
const why = (cause: unknown) => (isModeKeeperError(cause) ? `${cause.message} ${cause.hint}` : String(cause));

const samples = new Samples();
const left_out: Record<string, number> = {};
const missing: { group: string; why: string }[] = [];

async function take(group: Group, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    say(`${group}: ${why(cause)}`);
    missing.push({ group, why: why(cause) });
  }
}

async function takeOnStack({ groups, rounds }: BenchFlags): Promise<void> {
  const scene = await openScene(say);
  const rollouts = watchRollouts(scene.kubernetes);
  const bench: Bench = {
    scene,
    rollouts,
    samples,
    say,
    leaveOut: (what) => {
      say(`left out: ${what}`);
      left_out[what] = (left_out[what] ?? 0) + 1;
    },
  };
  try {
    // Side by side: what the idle connector is looked at for does not depend on how busy the machine is.
    await Promise.all([
      groups.includes('idle') ? take('idle', () => runIdle(bench, rounds >= 10 ? 2 : 1)) : undefined,
      groups.includes('thread') ? take('thread', () => runThread(bench, rounds)) : undefined,
    ]);
  } finally {
    await rollouts.close();
    say('stopping');
    await scene.stop();
  }
}

const flags = readBenchFlags(process.argv.slice(2));
const started_at = new Date().toISOString();
const machine = machineFacts();
if (flags.groups.includes('bundle')) await take('bundle', () => measureBundle(samples));
// Alone, as the next: they are held against what a bare program takes.
if (flags.groups.includes('mk')) await take('mk', () => runMk(samples, say, flags.rounds));
// Alone, before the stack with a cluster: its measures are of a browser on a machine that does nothing else.
if (flags.groups.includes('portal')) await take('portal', () => runPortal(samples, say));
if (flags.groups.some((group) => group === 'thread' || group === 'idle')) await takeOnStack(flags);
const measures: Measure[] = [];
for (const group of flags.groups.filter((each) => !missing.some((miss) => miss.group === each)))
  await take(group, async () => void measures.push(...summarize(samples, group)));
const result: BenchResult = {
  schema_version: 'bench.v1',
  started_at,
  finished_at: new Date().toISOString(),
  rounds: flags.rounds,
  machine: { ...machine, load_1m_at_end: Math.round((loadavg()[0] ?? 0) * 100) / 100 },
  ok: isOk(measures, missing),
  measures,
  missing,
  left_out,
};
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
process.exit(exitCode(result));

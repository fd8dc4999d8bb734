import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '@modekeeper/cluster';
import type { Bench } from './bench.ts';
import { bringOnline, type Connector, PRODUCTION } from './connector.ts';
import { installCalmTrainer } from './trainers.ts';
import { readWakes } from './wakes.ts';

const MIB = 1024 ** 2;
/** Start-up is over, and what it needed is collected. */
const SETTLE_MS = 120_000;
const MEMORY_SAMPLES = 12;
const MEMORY_PAUSE_MS = 5_000;
/** What an idle connector does to its object has a period of 5 min; the window holds whole periods and begins in the middle of one. */
export const PERIOD_MS = 300_000;

/** A connector as in production, with one calm trainer: its memory after two minutes, and how often its object wakes. */
export async function runIdle(bench: Bench, periods: number): Promise<void> {
  const { samples, say, scene } = bench;
  await bareNodeMemory(bench);
  const trainer = { namespace: 'bench-train-idle', name: 'trainer-idle' };
  await installCalmTrainer(scene, trainer);
  const spec = { name: 'bench-idle', target_namespace: trainer.namespace, targets: [trainer.name], pace: PRODUCTION };
  const connector = await bringOnline(scene, spec);
  say(`idle connector is online; looking at it from ${SETTLE_MS / 1000} s to ${(SETTLE_MS + periods * PERIOD_MS) / 1000} s on`);
  await sleep(SETTLE_MS);
  const before = readWakes(scene, connector.cluster_id);
  const begun_ms = performance.now();
  await takeMemory(bench, connector);
  await sleep(Math.max(0, periods * PERIOD_MS - (performance.now() - begun_ms)));
  const wakes = readWakes(scene, connector.cluster_id) - before;
  samples.add('idle_wakes', (wakes * 3_600_000) / (performance.now() - begun_ms));
  if ((await connector.metric('modekeeper_connected')) !== 1) throw new Error('the idle connector was not connected at the end');
  samples.add('idle_memory', (await connector.metric('modekeeper_resident_memory_bytes')) / MIB);
  say('idle connector: done');
}

async function takeMemory({ samples }: Bench, connector: Connector): Promise<void> {
  for (let taken = 0; taken < MEMORY_SAMPLES; taken += 1) {
    samples.add('idle_memory', (await connector.metric('modekeeper_resident_memory_bytes')) / MIB);
    await sleep(MEMORY_PAUSE_MS);
  }
}

/** The same Node with the chart's flags and an empty program. */
async function bareNodeMemory({ samples }: Bench): Promise<void> {
  const program = 'setTimeout(() => console.log(process.memoryUsage.rss()), 2000)';
  const args = ['--max-old-space-size=96', '--max-semi-space-size=1', '--eval', program];
  const { stdout } = await run(process.execPath, args, {});
  samples.add('baseline_bare_node', Number(stdout) / MIB);
}

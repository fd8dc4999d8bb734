// A connector, its cluster and its control plane, with everything that may happen happening at moments that a seed decides.
import { utf8Encode } from '@modekeeper/contracts';
import { FakeServer } from '../fake-cluster.ts';
import type { Installed } from '../process.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { Chance } from './chance.ts';
import { judgeEnds, open } from './judge.ts';
import { Oracle } from './oracle.ts';
import type { OwnObjects } from './own-state.ts';
import { actAsControlPlane } from './people.ts';
import { Plane } from './plane.ts';
import { Pod, type World } from './pod.ts';
import { calm, TROUBLE, TROUBLES } from './troubles.ts';

const MINUTE_MS = 60_000;
/** When every run begins: the same seed must give the same run on any day. */
export const BEGIN_MS = Date.UTC(2026, 0, 5, 8);

export interface Run {
  /** Which invariants broke, and when. */
  readonly violations: readonly string[];
  /** How the plans ended. */
  readonly ends: readonly string[];
  readonly lines: readonly string[];
}

export interface SimulateInput {
  readonly installed: Installed & { readonly private_key: Uint8Array };
  readonly seed: number;
  /** How long things go wrong, in virtual time. */
  readonly trouble_ms?: number;
  /** Keep what the connector logs. */
  readonly log?: boolean;
}

/** One run: trouble for a while, then a calm in which every plan that was dispatched has to come to its end. */
export async function simulate({ installed, seed, trouble_ms = 25 * MINUTE_MS, log = false }: SimulateInput): Promise<Run> {
  const clock = new VirtualClock(BEGIN_MS);
  const world = makeWorld(installed, clock, new Chance(seed), log);
  const { oracle, plane } = world;
  const over = { trouble: false, all: false };
  const rejected = (error: unknown) =>
    oracle.blame(`unhandled rejection: ${error instanceof Error ? error.stack : String(error)}`);
  process.on('unhandledRejection', rejected);
  actAsControlPlane(world, over);
  const pods: Pod[] = [];
  void live(world, pods, trouble_ms, over);
  const settled = () => over.trouble && open(world).length === 0;
  const done = await clock.run(settled, trouble_ms + 60 * MINUTE_MS);
  // What is late (a write that was given up, a frame under way) still comes.
  const end_ms = clock.now_ms() + MINUTE_MS;
  await clock.run(() => clock.now_ms() >= end_ms, 2 * MINUTE_MS);
  over.all = true;
  for (const pod of pods) pod.kill();
  clock.forget();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', rejected);
  if (!done) for (const plan of open(world)) oracle.blame(`I6: ${plan.plan_id} is ${plan.state} without a receipt or an end`);
  judgeEnds(world);
  const ends = [...plane.plans.values()].map(({ state, receipts }) => `${state} ${[...receipts.values()][0]?.reason ?? ''}`);
  return { violations: oracle.violations, ends, lines: world.lines ?? [] };
}

function makeWorld(installed: SimulateInput['installed'], clock: VirtualClock, chance: Chance, log: boolean): World {
  const server = new FakeServer();
  server.line_ms = 1000;
  // Soon enough for a rollout that is stuck to be given up within a run.
  const { deployment } = server;
  server.deployment = { ...deployment, spec: { ...deployment.spec, progressDeadlineSeconds: 30 } };
  const enrollment = utf8Encode(JSON.stringify(installed.enrollment));
  const data = { private_key: installed.private_key, 'enrollment.json': enrollment };
  const own: OwnObjects = { lease: null, deleted_until_ms: 0, identity: { uid: 'secret', resource_version: '1', data } };
  const oracle = new Oracle(clock, server, own);
  server.onlooker = oracle;
  const sky: World['sky'] = { weather: 'calm' };
  const line_ms = () => (sky.weather === 'calm' ? chance.between(1, 30) : chance.between(1, chance.happens(0.2) ? 4000 : 200));
  const plane = new Plane(clock, chance, line_ms);
  return { installed, server, own, clock, chance, plane, oracle, sky, lines: log ? [] : null };
}

/** One thing after the other goes wrong, and a pod that is gone is replaced, until `over`. */
async function live(world: World, pods: Pod[], trouble_ms: number, over: { trouble: boolean; all: boolean }): Promise<void> {
  const { chance, clock, sky } = world;
  const say = (what: string) => world.lines?.push(`${clock.now_ms() % 100_000_000} world ${what}`);
  const start = () => {
    const pod = new Pod(`pod-${pods.length + 1}`, world);
    pods.push(pod);
    say(`${pod.name} starts`);
    pod.run();
  };
  start();
  const end_ms = clock.now_ms() + trouble_ms;
  // Some runs have trouble of all kinds, most of a few: else nothing ever gets as far as the interesting moments.
  const kinds = TROUBLES.filter(() => chance.happens(0.45));
  while (clock.now_ms() < end_ms) {
    await clock.sleep(chance.between(500, 45_000));
    sky.weather = chance.pick(['calm', 'slow', 'slow', 'storm'] as const);
    for (const pod of pods) pod.weather = sky.weather;
    const trouble = kinds.length === 0 ? null : chance.pick(kinds);
    if (trouble !== null) {
      say(`${trouble} in ${sky.weather}`);
      await TROUBLE[trouble](world, pods, start);
    }
    if (pods.every((pod) => pod.over !== null)) start();
  }
  over.trouble = true;
  say('calm');
  sky.weather = 'calm';
  for (const pod of pods) pod.weather = 'calm';
  await calm(world);
  while (!over.all) {
    await clock.sleep(1000);
    if (pods.every((pod) => pod.over !== null)) start();
  }
}

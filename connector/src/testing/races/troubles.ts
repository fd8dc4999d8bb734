// Everything that may happen to a connector, one kind after the other.
import type { JsonObject } from '@modekeeper/contracts';
import { stateCodec } from '../../journal/state-codec.ts';
import type { FakeServer } from '../fake-cluster.ts';
import type { Pod, World } from './pod.ts';

const annotations = (part: JsonObject): JsonObject => ({ spec: { template: { metadata: { annotations: part } } } });
const both = (concurrency: string, prefetch: string) =>
  annotations({ 'modekeeper/knob.concurrency': concurrency, 'modekeeper/knob.dataloader_prefetch_factor': prefetch });

/** An operator edits ConfigMap `<release>-state`, as docs/roll-back.md says. */
function clearQuarantine({ objects }: FakeServer): void {
  const stored = objects.get('state');
  if (stored === undefined) return;
  const state = stateCodec.decode(stored.data);
  const targets = Object.fromEntries(
    Object.entries(state.apply_state.targets).map(([target, ledger]) => [target, { ...ledger, quarantine: null }]),
  );
  const data = { ...stateCodec.encode({ ...state, apply_state: { ...state.apply_state, targets } }) };
  objects.set('state', { data, version: stored.version + 1 });
}

type Trouble = (world: World, pods: readonly Pod[], start: () => void) => Promise<void>;

async function switched(world: World, source: 'configmap' | 'namespace', on: boolean): Promise<void> {
  const { clock, oracle, server } = world;
  if (source === 'configmap') server.kill_switch = on ? 'on' : 'off';
  else server.annotation = on ? 'no' : 'enabled';
  oracle.on_since[source] = on ? (oracle.on_since[source] ?? clock.now_ms()) : null;
}

async function cloudKill({ installed, plane }: World, active: boolean): Promise<void> {
  const epoch = plane.kill.epoch + 1;
  const envelope = await installed.trust.killSet(epoch, active, installed.enrollment.cluster_id);
  plane.kill = { epoch, set: active ? [...plane.kill.set, envelope] : [] };
  plane.send('kill_set', { envelope });
}

export const TROUBLE = {
  kill: async (world) => {
    const source = world.chance.pick(['configmap', 'namespace'] as const);
    await switched(world, source, true);
    await world.clock.sleep(world.chance.between(1000, 120_000));
    await switched(world, source, false);
  },
  cloud_kill: async (world) => {
    await cloudKill(world, true);
    await world.clock.sleep(world.chance.between(1000, 90_000));
    await cloudKill(world, false);
  },
  cut: async ({ plane }) => plane.cut(),
  foreign: async ({ chance, server }) => {
    const value = chance.pick(['1', '2', '4']);
    server.foreign(both(value, value === '4' ? '2' : '1'));
  },
  label: async ({ chance, server }) => server.foreign({ metadata: { labels: { team: String(chance.fraction()) } } }),
  // Another object with the values from the beginning: things start anew.
  renew: async ({ server }) => {
    server.foreign(both('1', '1'));
    server.recreate();
    clearQuarantine(server);
  },
  recreate: async ({ server }) => server.recreate(),
  // What becomes of the next real patches, whatever the weather.
  fault: async ({ chance, server }) => {
    server.faults.push(chance.pick(['lost', 'timeout_before', 'twice', 'forbidden'] as const));
  },
  lease_deleted: async ({ clock, own }) => {
    own.lease = null;
    own.deleted_until_ms = clock.now_ms() + 15_000;
  },
  crash: async ({ chance }, pods) => chance.pick(pods).kill(),
  stop: async (_, pods) => pods.at(-1)?.stop(),
  second: async ({ chance, clock }, pods, start) => {
    const first = pods.filter((pod) => pod.over === null);
    start();
    const second = pods.at(-1);
    for (const pod of first) pod.weather = 'storm';
    if (second !== undefined) second.weather = 'calm';
    await clock.sleep(chance.between(20_000, 90_000));
    // In the end a Deployment of one replica has one pod.
    for (const pod of first) pod.stop();
    void clock.sleep(30_000).then(() => {
      for (const pod of first) pod.kill();
    });
  },
  stuck: async ({ chance, clock, server }) => {
    server.rolls_out = false;
    await clock.sleep(chance.between(10_000, 200_000));
    server.rolls_out = true;
  },
} satisfies Record<string, Trouble>;
export const TROUBLES = Object.keys(TROUBLE) as (keyof typeof TROUBLE)[];

/** Everything that is on is turned off. */
export async function calm(world: World): Promise<void> {
  await switched(world, 'configmap', false);
  await switched(world, 'namespace', false);
  if (world.plane.kill.set.length > 0) await cloudKill(world, false);
  world.server.rolls_out = true;
  world.server.faults = [];
}

import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { FakeServer } from '../testing/fake-cluster.ts';
import { type Stage, stage } from '../testing/hostile.ts';
import { frameHead, type Installed, makeInstalled } from '../testing/process.ts';
import { makeTrust, type TestTrust } from '../testing/trust.ts';
import type { DurableDownFrame } from './connection.ts';

let trust: TestTrust;
let installed: Installed;
beforeAll(async () => {
  trust = await makeTrust();
  installed = await makeInstalled(trust);
});

const STREAM = '01K00000000000000000000000';

async function begin(): Promise<Stage> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const world = await stage(installed, stop.signal, { server: new FakeServer() });
  await world.verified();
  return world;
}

/** Puts a frame before the handler without waiting for it. */
function put(world: Stage, seq: number, type: string, body: object): Promise<void> {
  const frame = { ...frameHead(seq), type, body } as unknown as DurableDownFrame;
  return world.process.handler.durable(frame, { stream: STREAM, seq });
}

it('a frame that is stored quickly does not make one count as stored that is not: both would never come again', async () => {
  const world = await begin();
  world.server.state_writable = false;
  const kill = put(world, 1, 'kill_set', { envelope: await trust.killSet(1, true, installed.enrollment.cluster_id) });
  const report = put(world, 2, 'state_report', { plans: [] });
  await world.pass(30_000);
  expect(world.process.handler.cursor()).toBeNull();
  // Not stored, and obeyed all the same.
  expect((await world.process.ctx.kill.read('ml', 'ml/trainer')).on).toBe(true);
  world.server.state_writable = true;
  await world.pass(30_000);
  await Promise.all([kill, report]);
  expect(world.process.handler.cursor()).toEqual({ stream: STREAM, seq: 2 });
});

it('a switch counts at once, also behind a frame that cannot be stored yet', async () => {
  const world = await begin();
  const { revocation_freshness } = await trust.documents('uid-of-cluster');
  world.server.state_writable = false;
  void put(world, 1, 'trust_document', { kind: 'revocation_freshness', document: revocation_freshness });
  void put(world, 2, 'kill_set', { envelope: await trust.killSet(1, true, installed.enrollment.cluster_id) });
  await world.pass(1000);
  expect((await world.process.ctx.kill.read('ml', 'ml/trainer')).on).toBe(true);
});

it('the switches of a welcome count at once, and what follows it waits for no storing', async () => {
  const world = await begin();
  world.server.state_writable = false;
  let welcomed = false;
  const set = [await trust.killSet(1, true, installed.enrollment.cluster_id)];
  void world.process.handler
    .welcome({
      streams: { up: STREAM, down: STREAM },
      cursors: { up: 0, down: 0 },
      kill: { epoch: 1, set },
      reconnect_spread_ms: 0,
    })
    .then(() => {
      welcomed = true;
    });
  await world.pass(1000);
  expect([welcomed, (await world.process.ctx.kill.read('ml', 'ml/trainer')).on]).toEqual([true, true]);
});

it('a frame after one that could not be stored is refused, so that both come again', async () => {
  const world = await begin();
  await expect(put(world, 2, 'state_report', { plans: [] })).rejects.toThrow('only those up to 0 are stored');
  await put(world, 1, 'state_report', { plans: [] });
  await put(world, 2, 'state_report', { plans: [] });
  // A second delivery changes nothing.
  await put(world, 1, 'state_report', { plans: [] });
  expect(world.process.handler.cursor()).toEqual({ stream: STREAM, seq: 2 });
});

// I4: licence valid, unrevoked and fresh at each send of an apply.
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { FakeServer } from '../testing/fake-cluster.ts';
import { type Stage, stage } from '../testing/hostile.ts';
import { type Installed, makeInstalled } from '../testing/process.ts';
import { makeTrust, type TestTrust } from '../testing/trust.ts';

let trust: TestTrust;
let installed: Installed;
beforeAll(async () => {
  trust = await makeTrust();
  installed = await makeInstalled(trust);
});

async function begin(server: FakeServer): Promise<Stage> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return stage(installed, stop.signal, { server });
}

/** The vendor's root signs a newer list that names the licence. */
async function revoke(world: Stage): Promise<void> {
  const { revocation_list, revocation_freshness } = await trust.documents('uid-of-cluster', ['apply'], ['lic-1']);
  await world.say('trust_document', { kind: 'revocation_list', document: revocation_list });
  await world.say('trust_document', { kind: 'revocation_freshness', document: revocation_freshness });
}

async function dispatch(world: Stage): Promise<string> {
  const { plan_id, plan_digest, effect_digest, revision } = await world.verified();
  const approvals = [await trust.approve(plan_digest, effect_digest)];
  await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
  return plan_id;
}

it('a revocation that comes between two sends stops the second', async () => {
  const server = new FakeServer();
  // The first request never arrives: RESOLVE finds the pre-image, and the plan may be sent again.
  server.faults = ['timeout_before'];
  const world = await begin(server);
  const plan_id = await dispatch(world);
  await world.clock.run(() => world.process.plan()?.state === 'unknown', 60_000);
  const sent = () => world.process.ctx.journal.value.plans.get(plan_id)?.requests.map(({ outcome }) => outcome);
  expect(sent()).toEqual(['unknown']);
  await revoke(world);
  expect(await world.end(plan_id)).toEqual(['blocked', 'license_revoked']);
  expect([sent(), server.writes]).toEqual([['unknown', 'not_sent'], []]);
});

it('without a revocation, the second is sent', async () => {
  const server = new FakeServer();
  server.faults = ['timeout_before'];
  const world = await begin(server);
  expect(await world.end(await dispatch(world))).toEqual(['confirmed', 'checks_passed']);
  expect(server.writes).toHaveLength(1);
});

it('a revocation that comes while the kill switch is being read, after the licence was looked at, counts', async () => {
  const server = new FakeServer();
  const world = await begin(server);
  const { kill } = world.process.ctx;
  const read = kill.read.bind(kill);
  let revoked = false;
  kill.read = async (namespace, workload) => {
    const applying = world.process.plan()?.state === 'applying';
    if (applying && !revoked) {
      revoked = true;
      await revoke(world);
    }
    return read(namespace, workload);
  };
  const plan_id = await dispatch(world);
  expect(await world.end(plan_id)).toEqual(['blocked', 'license_revoked']);
  expect([revoked, server.writes]).toEqual([true, []]);
});

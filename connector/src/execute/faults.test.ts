import { NET_ZERO_PLAN_STATES, type PlanState } from '@modekeeper/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Outcome, runPlan, type Scenario } from '../testing/drive.ts';
import { FakeServer } from '../testing/fake-cluster.ts';
import { type Installed, makeInstalled } from '../testing/process.ts';
import { makeTrust } from '../testing/trust.ts';

let installed: Installed;
let clean: Outcome;
beforeAll(async () => {
  installed = await makeInstalled(await makeTrust());
  clean = await runPlan(installed, {});
});

const netZero: readonly PlanState[] = NET_ZERO_PLAN_STATES;

/** The promise of each terminal state, against what the server really holds (I2, I7). */
function expectTrue(where: string, { receipt, server }: Outcome): void {
  const applies = server.writes.filter(({ prefetch }) => prefetch === '2').length;
  const restores = server.writes.filter(({ prefetch }) => prefetch === '1').length;
  expect([where, applies <= 1, restores <= 1]).toEqual([where, true, true]);
  const ours = applies > restores;
  const promised = netZero.includes(receipt.terminal) ? 'nothing of ours' : 'ours';
  if (receipt.terminal !== 'rollback_conflict')
    expect([where, receipt.terminal, ours ? 'ours' : 'nothing of ours']).toEqual([where, receipt.terminal, promised]);
  const last = receipt.objects[0]?.requests.filter(({ outcome }) => outcome === 'applied').length ?? 0;
  expect([where, last <= applies + restores]).toEqual([where, true]);
}

/** Somebody makes the object anew, once, as soon as the way back has landed. */
function recreatedAfterWayBack(): { meddle(world: FakeServer): void; happened(): boolean } {
  let recreated = false;
  return {
    meddle(world) {
      if (world.writes.length < 2 || recreated) return;
      recreated = true;
      world.recreate();
    },
    happened: () => recreated,
  };
}

/** Runs the scenario once for each call of a clean run. */
async function atEveryCall(meddle: (server: FakeServer) => void, part: Scenario = {}): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 1; at <= clean.calls; at += 1) {
    const outcome = await runPlan(installed, {
      ...part,
      server: new FakeServer(),
      meddle: (server, call) => call === at && meddle(server),
    });
    expectTrue(`at call ${at}`, outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** Makes the object anew as soon as something was stored in it. */
function onceWritten(): (server: FakeServer) => void {
  let recreated = false;
  return (server) => {
    if (server.writes.length < 1 || recreated) return;
    recreated = true;
    server.recreate();
  };
}

const terminals = (outcomes: readonly Outcome[]) => [...new Set(outcomes.map(({ receipt }) => receipt.terminal))].sort();

describe('a plan under faults', () => {
  it('keeps the promise of its end when somebody else writes our field, at any moment', async () => {
    const outcomes = await atEveryCall((server) =>
      server.foreign({ spec: { template: { metadata: { annotations: { 'modekeeper/knob.concurrency': '2' } } } } }),
    );
    expect(outcomes.every(({ server }) => server.concurrency === '2' || server.concurrency === '4')).toBe(true);
  }, 120_000);

  it('settles by what is there when the answer to its one write is lost', async () => {
    const server = new FakeServer();
    server.faults = ['lost'];
    const { receipt } = await runPlan(installed, { server });
    expect(receipt).toMatchObject({ terminal: 'confirmed', objects: [{ requests: [{ outcome: 'applied' }] }] });
    expect(server.writes).toHaveLength(1);
  });

  it('sends again, after the first request can no longer land, when it never arrived', async () => {
    const server = new FakeServer();
    server.faults = ['timeout_before'];
    const { receipt } = await runPlan(installed, { server });
    expect(receipt.terminal).toBe('confirmed');
    expect(receipt.objects[0]?.requests.map(({ outcome }) => outcome)).toEqual(['unknown', 'applied']);
    expect(receipt.finished_at - receipt.started_at).toBeGreaterThanOrEqual(25);
  });

  it('does not call a change that landed a conflict because a proxy sent it twice and the second try was refused', async () => {
    const server = new FakeServer();
    server.faults = ['twice'];
    const { receipt } = await runPlan(installed, { server });
    expect([receipt.terminal, server.writes.length, server.concurrency]).toEqual(['confirmed', 1, '4']);
  });

  it('does not confirm an object that was made anew while the workload had its time to answer', async () => {
    const server = new FakeServer();
    let then = 0;
    const { receipt } = await runPlan(installed, {
      server,
      meddle: (world) => {
        then += world.writes.length > 0 ? 1 : 0;
        // After the rollout was seen complete, before the last look.
        if (then === 8) world.recreate();
      },
    });
    expect(receipt).toMatchObject({ terminal: 'rollback_conflict', reason: 'uid_changed' });
  });

  it('never says that a field holds its old value when it was not read after the change', async () => {
    const server = new FakeServer();
    server.rolls_out = false;
    let landed = 0;
    const { receipt } = await runPlan(installed, {
      server,
      meddle: (world) => {
        landed += world.writes.length > 0 ? 1 : 0;
        // The change has landed and is in the journal; then nobody can read the API server any more.
        if (landed > 6) world.unreadable = true;
      },
    });
    expect(receipt).toMatchObject({ terminal: 'inconclusive', reason: 'rollout_unreadable' });
    expect(receipt.objects[0]?.after['/spec/template/metadata/annotations/modekeeper~1knob.concurrency']).toBe('4');
  });

  it('ends blocked, with nothing changed, when the API server forbids the write', async () => {
    const server = new FakeServer();
    server.faults = ['forbidden'];
    const { receipt } = await runPlan(installed, { server });
    expect(receipt).toMatchObject({
      terminal: 'blocked',
      reason: 'api_forbidden',
      objects: [{ requests: [{ outcome: 'refused', status: 403 }] }],
    });
    expect(server.writes).toHaveLength(0);
  });

  it('takes the change back when the new pods do not come up', async () => {
    const server = new FakeServer();
    server.rolls_out = false;
    const { receipt } = await runPlan(installed, { server });
    expect(receipt).toMatchObject({ terminal: 'rolled_back', reason: 'rollout_timeout' });
    expect(server.concurrency).toBe('1');
    expectTrue('rollout', { receipt, server, calls: 0, process: clean.process });
  });

  it('has taken the change back when its answer says so, whatever becomes of the object then', async () => {
    const server = new FakeServer();
    server.rolls_out = false;
    const recreation = recreatedAfterWayBack();
    const { receipt } = await runPlan(installed, { server, meddle: recreation.meddle });
    expect([receipt.terminal, receipt.reason, recreation.happened()]).toEqual(['rolled_back', 'rollout_timeout', true]);
    expect(receipt.objects[0]?.after['/spec/template/metadata/annotations/modekeeper~1knob.concurrency']).toBe('1');
  });

  it('says nothing of an object that was made anew before anybody knew whether the way back had landed', async () => {
    const server = new FakeServer();
    server.rolls_out = false;
    const recreation = recreatedAfterWayBack();
    const { receipt } = await runPlan(installed, {
      server,
      meddle: (world) => {
        if (world.writes.length === 1) world.faults = ['lost'];
        recreation.meddle(world);
      },
    });
    expect(receipt).toMatchObject({ terminal: 'rollback_conflict', reason: 'uid_changed', objects: [{ after: {} }] });
    expect(receipt.objects[0]?.requests.map(({ outcome }) => outcome)).toEqual(['applied', 'unknown']);
  });

  it('says nothing of an object that was made anew after a request to it, even one that was answered with a refusal', async () => {
    const server = new FakeServer();
    server.faults = ['twice'];
    const { receipt } = await runPlan(installed, { server, meddle: onceWritten() });
    expect(receipt).toMatchObject({ terminal: 'conflict', reason: 'uid_changed' });
    expect(receipt.objects[0]?.after).toEqual({});
  });

  it('says nothing of it when a second request was lost, either: what the first RESOLVE read was from before it', async () => {
    const server = new FakeServer();
    server.faults = ['timeout_before', 'lost'];
    const { receipt } = await runPlan(installed, { server, meddle: onceWritten() });
    expect(receipt).toMatchObject({ terminal: 'conflict', reason: 'uid_changed' });
    expect(receipt.objects[0]?.after).toEqual({});
  });

  it('waits while nobody can read the kill switch, and goes on when it can be read again', async () => {
    const middle = Math.floor(clean.calls * 0.8);
    const { receipt } = await runPlan(installed, {
      meddle: (server, call) => {
        server.unreadable = call >= middle && call < middle + 20;
      },
    });
    expect(receipt.terminal).toBe('confirmed');
  });
});

describe('the kill switch, turned on at any moment', () => {
  it('stops before the next write, and the receipt says truly what was changed', async () => {
    for (let at = 1; at <= clean.calls; at += 1) {
      const server = new FakeServer();
      let writes_then = -1;
      const run = runPlan(installed, {
        server,
        limit_ms: 60_000,
        meddle: (world, call) => {
          if (call !== at) return;
          world.kill_switch = 'on';
          writes_then = world.writes.length;
        },
      });
      // Before the dispatch the plan is postponed: no receipt, and nothing was ever sent.
      const outcome = await run.catch(() => null);
      if (outcome === null) expect([at, server.writes.length]).toEqual([at, 0]);
      else expectTrue(`kill at call ${at}`, outcome);
      // A request that was past its gates when the switch was turned may still land; none after it.
      // (A run may end before its n-th call: then the switch was never turned.)
      if (writes_then >= 0) expect([at, server.writes.length - writes_then <= 1]).toEqual([at, true]);
    }
  }, 240_000);

  it('is not lifted by being turned off again: a plan that it ended stays ended', async () => {
    const late = clean.calls - 30;
    const { receipt, process } = await runPlan(installed, {
      meddle: (server, call) => {
        server.annotation = call >= late && call < late + 15 ? 'no' : 'enabled';
      },
    });
    expect(process.plan()?.state).toBe(receipt.terminal);
  });
});

it('covers every kind of end that these faults can have', async () => {
  const outcomes = await atEveryCall((server) => server.foreign({ metadata: { labels: { team: 'x' } } }));
  expect(terminals(outcomes)).toEqual(['confirmed']);
}, 120_000);

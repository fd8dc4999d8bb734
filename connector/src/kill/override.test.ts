// Threat model: the control plane, or whoever holds its socket, turns a switch on for good; and the control plane tries to open what the
// customer's override does not (docs/threat-model.md). What is asserted is what the API server saw.
import { base64Encode, canonicalJson, type DsseEnvelope } from '@modekeeper/contracts';
import { createEnvelope, generateKeyPair, killCommandId, readUnverified, signerOf } from '@modekeeper/trust';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { FakeServer } from '../testing/fake-cluster.ts';
import { type Stage, stage } from '../testing/hostile.ts';
import { type Installed, makeInstalled } from '../testing/process.ts';
import { makeTrust, type TestTrust } from '../testing/trust.ts';

vi.setConfig({ testTimeout: 60_000 });
const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

let trust: TestTrust;
let installed: Installed;
beforeAll(async () => {
  trust = await makeTrust();
  installed = await makeInstalled(trust);
});

/** An *on* that nobody signed whom anybody knows. */
async function unsigned(part: object): Promise<DsseEnvelope> {
  const kill = {
    schema_version: 'kill_state.v1' as const,
    epoch: 3,
    scope: { type: 'cluster' as const, id: installed.enrollment.cluster_id },
    active: true,
    source: 'cloud' as const,
    actor: 'x',
    reason: '',
    at: 1,
    ...part,
  };
  return createEnvelope('kill_state', kill, [signerOf(await generateKeyPair(bytes), 'nobody')]);
}
const idOf = (envelope: DsseEnvelope) => killCommandId(readUnverified(envelope, 'kill_state').payload);

function begin(overridden: readonly DsseEnvelope[], server = new FakeServer()): Promise<Stage> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const kill = { override_cloud: overridden.map(idOf) };
  return stage({ ...installed, config: { ...installed.config, kill } }, stop.signal, { server });
}

/** Approves the plan of this world properly and answers its end. */
async function applied(world: Stage, commands: readonly DsseEnvelope[], part: object = {}): Promise<unknown> {
  const { plan_id, plan_digest, effect_digest, revision } = await world.verified();
  for (const envelope of commands) await world.say('kill_set', { envelope, ...part });
  const approvals = [await trust.approve(plan_digest, effect_digest)];
  await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2, ...part });
  return world.end(plan_id);
}

const STOPPED = ['blocked', 'kill_switch_active'];

describe('a kill command that the chart overrides', () => {
  it.each([3, Number.MAX_SAFE_INTEGER])('does not stop a plan that everything else allows (epoch %d)', async (epoch) => {
    const bad = await unsigned({ epoch });
    const world = await begin([bad]);
    await world.say('kill_set', { envelope: bad });
    expect(await applied(world, [bad])).toEqual(['confirmed', 'checks_passed']);
    expect(world.server.writes).toHaveLength(1);
  });

  it.each([
    ['of a lower epoch', { epoch: 1 }],
    ['of the same epoch', { epoch: 3, at: 2 }],
    ['of a higher epoch', { epoch: 4 }],
    ['for this workload', { scope: { type: 'workload', id: 'ml/trainer' } }],
  ])('is one command: another one %s stops, and no replay of the overridden one takes that back', async (_, part) => {
    const bad = await unsigned({});
    const world = await begin([bad]);
    expect(await applied(world, [bad, await unsigned(part), bad])).toEqual(STOPPED);
    expect(world.server.writes).toEqual([]);
  });

  it('lifts no local switch', async () => {
    for (const closed of [{ kill_switch: 'on' }, { annotation: '' }]) {
      const bad = await unsigned({});
      const world = await begin([bad]);
      await world.verified();
      Object.assign(world.server, closed);
      expect(await applied(world, [bad])).toEqual(STOPPED);
      expect(world.server.writes).toEqual([]);
    }
  });
});

it('the control plane can neither set an override, nor widen one, nor say that there is one', async () => {
  const [listed, other] = [await unsigned({}), await unsigned({ reason: 'other' })];
  const wish = {
    override_cloud: [idOf(other)],
    killSwitch: { overrideCloud: [idOf(other)] },
    kill: { override_cloud: [idOf(other)] },
  };
  const inPayload = await unsigned({ reason: 'other', overridden: true, ...wish });
  const signed = await trust.killSet(9, true, installed.enrollment.cluster_id);
  const { payload } = readUnverified(signed, 'kill_state');
  // Its own key, a payload that claims the override: still an on.
  const text = canonicalJson({ ...payload, overridden: true, ...wish });
  const claimed = { ...signed, payload: base64Encode(new TextEncoder().encode(text)) };
  for (const commands of [[other], [inPayload], [listed, claimed]]) {
    const world = await begin([listed]);
    expect(await applied(world, commands, wish)).toEqual(STOPPED);
    expect(world.server.writes).toEqual([]);
    expect(
      world.process.ctx.kill
        .commands()
        .filter(({ overridden }) => overridden)
        .map(({ id }) => id),
    ).toEqual(commands.includes(listed) ? [idOf(listed)] : []);
  }
});

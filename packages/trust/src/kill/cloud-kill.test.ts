import type { KillState } from '@modekeeper/contracts';
import { sampleKillState } from '@modekeeper/contracts/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvelope } from '../dsse/create.ts';
import { createKeyring } from '../keyring/keyring.ts';
import type { Signer } from '../sign/signer.ts';
import { keyOf } from '../testing/world.ts';
import { acceptKillSet, type CloudKill, cloudKillSignal, killCommandId, MAX_KILL_SWITCHES, NO_CLOUD_KILL } from './cloud-kill.ts';

const [control_plane, stranger] = [await keyOf(51, 'approval-1'), await keyOf(52, 'approval-9')];
const keyring = createKeyring([{ kid: control_plane.kid, public_key: control_plane.public_key, purposes: ['approval'] }]);
const kill = (part: Partial<KillState>, signer: Signer = control_plane) =>
  createEnvelope('kill_state', { ...sampleKillState, ...part }, [signer]);
const on: CloudKill = { epoch: 3, active: [sampleKillState] };

describe('a cloud kill switch that is turned on', () => {
  it('is obeyed, and remembered with its epoch', async () => {
    const result = await acceptKillSet(NO_CLOUD_KILL, await kill({}), keyring);
    expect(result).toEqual({ state: on, outcome: 'turned_on', code: null });
  });

  it('is obeyed whatever its signature: stranger, forged name, broken bytes', async () => {
    const forged = await kill({}, { ...stranger, kid: control_plane.kid });
    const broken = { ...(await kill({})), signatures: [{ keyid: 'x', sig: 'no base64' }] };
    for (const envelope of [await kill({}, stranger), forged, broken]) {
      expect((await acceptKillSet(NO_CLOUD_KILL, envelope, keyring)).outcome).toBe('turned_on');
    }
  });

  it('is obeyed with an old epoch too, without lowering the highest one seen', async () => {
    const result = await acceptKillSet({ epoch: 9, active: [] }, await kill({ epoch: 2 }), keyring);
    expect(result.outcome).toBe('turned_on');
    expect(result.state.epoch).toBe(9);
  });

  it('cannot fill the connector’s state: texts are cut, and too many switches become one for the whole cluster', async () => {
    let state: CloudKill = NO_CLOUD_KILL;
    for (let n = 0; n <= MAX_KILL_SWITCHES; n += 1) {
      const part = { scope: { type: 'workload' as const, id: `ml/${n}` }, reason: 'r'.repeat(2000), noise: 'n'.repeat(10_000) };
      ({ state } = await acceptKillSet(state, await kill({ ...part, actor: 'a'.repeat(5000) }, stranger), keyring));
      expect(JSON.stringify(state).length).toBeLessThan(MAX_KILL_SWITCHES * 1000);
    }
    expect(cloudKillSignal(state, 'ml/0')).toBe('cloud:cluster');
    expect(cloudKillSignal(state, 'other/workload')).toBe('cloud:cluster');
  });
});

describe('a lift', () => {
  it('needs a pinned key and an epoch above every one seen', async () => {
    const lifted = await acceptKillSet(on, await kill({ active: false, epoch: 4 }), keyring);
    expect(lifted).toEqual({ state: { epoch: 4, active: [] }, outcome: 'lifted', code: null });
  });

  it.each([
    ['the same epoch', { epoch: 3 }, control_plane, 'kill_epoch_too_low'],
    ['an older epoch', { epoch: 2 }, control_plane, 'kill_epoch_too_low'],
    ['a stranger’s key', { epoch: 4 }, stranger, 'key_unknown'],
    ['a forged name', { epoch: 4 }, { ...stranger, kid: control_plane.kid }, 'signature_invalid'],
  ])('with %s changes nothing', async (_name, part, signer, code) => {
    const result = await acceptKillSet(on, await kill({ active: false, ...part }, signer), keyring);
    expect(result).toEqual({ state: on, outcome: 'refused', code });
  });

  it('by a key of another purpose changes nothing', async () => {
    const wrong = createKeyring([{ kid: control_plane.kid, public_key: control_plane.public_key, purposes: ['connector'] }]);
    const result = await acceptKillSet(on, await kill({ active: false, epoch: 4 }), wrong);
    expect(result).toEqual({ state: on, outcome: 'refused', code: 'key_purpose_mismatch' });
  });

  it('cannot be replayed after the switch was turned on again', async () => {
    const lift = await kill({ active: false, epoch: 4 });
    const lifted = await acceptKillSet(on, lift, keyring);
    const again = await acceptKillSet(lifted.state, await kill({ epoch: 5 }), keyring);
    expect((await acceptKillSet(again.state, lift, keyring)).outcome).toBe('refused');
  });

  it('lifts its own scope only', async () => {
    const workload = { type: 'workload' as const, id: 'train/trainer' };
    const both = await acceptKillSet(on, await kill({ epoch: 4, scope: workload }), keyring);
    const lifted = await acceptKillSet(both.state, await kill({ epoch: 5, scope: workload, active: false }), keyring);
    expect(lifted.state.active).toEqual([sampleKillState]);
  });
});

describe('any sequence of kill commands', () => {
  it('never forgets an on without a pinned lift above every epoch seen', async () => {
    const command = fc.record({ active: fc.boolean(), epoch: fc.nat(6), pinned: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 8 }), async (commands) => {
        let state = NO_CLOUD_KILL;
        let is_on = false;
        let highest = 0;
        for (const { active, epoch, pinned } of commands) {
          state = (await acceptKillSet(state, await kill({ active, epoch }, pinned ? control_plane : stranger), keyring)).state;
          if (active) is_on = true;
          else if (pinned && epoch > highest) is_on = false;
          if (active || (pinned && epoch > highest)) highest = Math.max(highest, epoch);
          expect(cloudKillSignal(state, null) !== null).toBe(is_on);
          expect(state.epoch).toBe(highest);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('cloudKillSignal', () => {
  it('covers the whole cluster for cluster and organization switches, one workload for workload switches', async () => {
    const scoped = (type: KillState['scope']['type'], id: string): CloudKill => ({
      epoch: 1,
      active: [{ ...sampleKillState, scope: { type, id } }],
    });
    expect(cloudKillSignal(scoped('organization', 'any'), 'train/trainer')).toBe('cloud:organization');
    expect(cloudKillSignal(scoped('cluster', 'any'), null)).toBe('cloud:cluster');
    expect(cloudKillSignal(scoped('workload', 'train/trainer'), 'train/trainer')).toBe('cloud:workload');
    expect(cloudKillSignal(scoped('workload', 'train/trainer'), 'train/other')).toBeNull();
    expect(cloudKillSignal(NO_CLOUD_KILL, 'train/trainer')).toBeNull();
  });
});

describe('an overridden command', () => {
  const take = async (state: CloudKill, part: Partial<KillState>, signer: Signer = control_plane) =>
    (await acceptKillSet(state, await kill(part, signer), keyring)).state;
  const idOf = ({ active }: CloudKill) => killCommandId(active.at(-1) as KillState);

  it('does not count, however often and under whatever signature it comes', async () => {
    const first = await take(NO_CLOUD_KILL, {});
    const overridden = new Set([idOf(first)]);
    expect(cloudKillSignal(first, null, overridden)).toBeNull();
    const again = await take(await take(first, {}, stranger), { noise: 'x' } as Partial<KillState>, stranger);
    expect(cloudKillSignal(again, 'train/trainer', overridden)).toBeNull();
  });

  it('says nothing about any other, even with the same or a lower epoch, or the highest that there is', async () => {
    for (const epoch of [3, Number.MAX_SAFE_INTEGER]) {
      const first = await take(NO_CLOUD_KILL, { epoch }, stranger);
      const overridden = new Set([idOf(first)]);
      expect(cloudKillSignal(first, null, overridden)).toBeNull();
      const changes: Partial<KillState>[] = [{ epoch: 1 }, { epoch, at: 2 }, { epoch, reason: 'another' }, { epoch, actor: 'x' }];
      for (const part of changes)
        expect(cloudKillSignal(await take(first, part), null, overridden), JSON.stringify(part)).toBe('cloud:cluster');
    }
  });

  it('never takes the place of another one that stands, nor does another one take its place', async () => {
    const [bad, good] = [
      { epoch: 9, reason: 'nonsense' },
      { epoch: 4, reason: 'incident' },
    ];
    const overridden = new Set([idOf(await take(NO_CLOUD_KILL, bad, stranger))]);
    const orders = [
      [bad, good],
      [good, bad],
      [bad, good, bad],
    ];
    for (const order of orders) {
      let state: CloudKill = NO_CLOUD_KILL;
      for (const part of order) state = await take(state, part, stranger);
      expect(cloudKillSignal(state, null, overridden)).toBe('cloud:cluster');
    }
  });

  it('is never what too many switches become, even when that is named', async () => {
    let state: CloudKill = NO_CLOUD_KILL;
    for (let n = 0; n <= MAX_KILL_SWITCHES; n += 1)
      state = await take(state, { scope: { type: 'workload', id: `ml/${n}` } }, stranger);
    expect(state.active).toHaveLength(1);
    expect(cloudKillSignal(state, 'ml/0', new Set([idOf(state)]))).toBe('cloud:cluster');
  });
});

describe('what cannot be read', () => {
  it('is refused and changes nothing', async () => {
    const envelope = { ...(await kill({})), payload: 'e30=' };
    expect(await acceptKillSet(on, envelope, keyring)).toEqual({ state: on, outcome: 'refused', code: 'document_invalid' });
  });
});

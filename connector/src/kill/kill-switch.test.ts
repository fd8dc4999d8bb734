import { createKeyring, parseKeyringFile, trustedKeysOf } from '@modekeeper/trust';
import { beforeAll, describe, expect, it } from 'vitest';
import { DurableDocument } from '../journal/durable-document.ts';
import { type ConnectorState, mergeState, newState, stateCodec } from '../journal/state-codec.ts';
import { makeTrust, type TestTrust } from '../testing/trust.ts';
import { KillSwitch } from './kill-switch.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let trust: TestTrust;
beforeAll(async () => {
  trust = await makeTrust();
});

/** A switch with nothing local on, over a state that is stored at once; `time` can be moved. */
function makeSwitch(override_cloud: readonly string[] = [], kill_switch: string | (() => Promise<string>) = 'off') {
  const time = { now_ms: 1_800_000_000_000 };
  const clock = { now_ms: () => time.now_ms, sleep: async () => undefined };
  const stored: { data: Readonly<Record<string, string>> } = { data: {} };
  const state = new DurableDocument<ConnectorState>(
    {
      object: {
        name: 'state',
        read: async () => ({ kind: 'found', data: stored.data }),
        create: async () => ({ kind: 'written' }),
        replace: async (data) => {
          stored.data = data;
          return { kind: 'written' };
        },
      },
      codec: stateCodec,
      clock,
      log,
      merge: mergeState,
      is_newer: () => false,
      on_lost: () => undefined,
    },
    newState('01K00000000000000000000000'),
  );
  const found = (data: Record<string, string>, annotations = {}) => ({
    kind: 'ok' as const,
    status: 200,
    value: { metadata: { name: 'x', uid: 'u', resourceVersion: '1', annotations }, data },
  });
  const kill = new KillSwitch({
    environment_value: undefined,
    file: null,
    own: {
      getConfigMap: async () => found({ kill_switch: typeof kill_switch === 'string' ? kill_switch : await kill_switch() }),
    },
    configmap: { namespace: 'mk', name: 'mk-kill' },
    cluster: { getNamespace: async () => found({}, { 'modekeeper/apply': 'enabled' }) },
    state,
    approval_keys: createKeyring(trustedKeysOf(parseKeyringFile(JSON.stringify(trust.values.approvalKeys)), 'approval')),
    override_cloud: new Set(override_cloud),
    clock,
    log,
  });
  return { kill, state, stored, time };
}

describe('the control plane’s switches', () => {
  it('keeps an on that arrives while the signature of a lift is still being checked', async () => {
    const { kill, stored } = makeSwitch();
    await kill.accept([await trust.killSet(1, true, 'cl_a')]);
    const [lift, on] = await Promise.all([trust.killSet(2, false, 'cl_a'), trust.killSet(3, true, 'cl_b')]);
    await Promise.all([kill.accept([lift]), kill.accept([on])]);
    expect((await kill.read('ml', 'ml/trainer')).signal).toBe('cloud:cluster');
    expect(stateCodec.decode(stored.data).cloud_kill).toMatchObject({ epoch: 3, active: [{ scope: { id: 'cl_b' } }] });
  });

  it('does not take an old “off” for fresh when the clock was set back', async () => {
    const { kill, time } = makeSwitch();
    const cloud = async () => (await kill.read('ml', null)).readings.find(({ source }) => source === 'cloud')?.state;
    kill.confirmed(0, time.now_ms);
    expect(await cloud()).toBe('off');
    time.now_ms -= 24 * 3600_000;
    expect(await cloud()).toBe('unreadable');
    kill.confirmed(0, time.now_ms);
    expect(await cloud()).toBe('off');
  });
});

describe('a command of the control plane that the chart overrides', () => {
  it('does not stop, is shown as overridden, and leaves every local source as it is', async () => {
    const { kill } = makeSwitch();
    const on = [await trust.killSet(4, true, 'cl_a')];
    await kill.accept(on);
    const [command] = kill.commands();
    expect(command).toMatchObject({ epoch: 4, scope: { id: 'cl_a' }, overridden: false });
    const id = command?.id ?? '';

    for (const kill_switch of ['off', 'on']) {
      const there = makeSwitch([id], kill_switch);
      await there.kill.accept(on);
      there.kill.confirmed(4, there.time.now_ms);
      const sum = await there.kill.read('ml', 'ml/trainer');
      expect([sum.on, sum.signal]).toEqual(kill_switch === 'on' ? [true, 'configmap:mk/mk-kill'] : [false, null]);
      expect(there.kill.view(sum).commands).toEqual([{ ...command, overridden: true }]);
    }
  });

  it('is no excuse for not knowing: without a fresh word of the cloud nothing is started', async () => {
    const { kill: first } = makeSwitch();
    const on = [await trust.killSet(4, true, 'cl_a')];
    await first.accept(on);
    const { kill } = makeSwitch([first.commands()[0]?.id ?? '']);
    await kill.accept(on);
    const { readings } = await kill.read('ml', null);
    expect(readings.find(({ source }) => source === 'cloud')?.state).toBe('unreadable');
  });
});

describe('local switches', () => {
  it('that a later look has found on are on for a look whose answer was slow', async () => {
    const answers: ((value: string) => void)[] = [];
    const { kill } = makeSwitch([], () => new Promise((resolve) => answers.push(resolve)));
    const [early, late] = [kill.read('ml', 'ml/trainer'), kill.read('ml', 'ml/trainer')];
    answers[1]?.('on');
    expect((await late).on).toBe(true);
    answers[0]?.('off');
    expect((await early).on).toBe(true);
    const next = kill.read('ml', 'ml/trainer');
    answers[2]?.('off');
    expect((await next).on).toBe(false);
  });
});

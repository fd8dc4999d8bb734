import { EMPTY_LEDGER, setQuarantine } from '@modekeeper/engine';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { stateCodec } from '../journal/state-codec.ts';
import { type Stage, stage } from '../testing/hostile.ts';
import { type Installed, makeInstalled } from '../testing/process.ts';
import { makeTrust, type TestTrust } from '../testing/trust.ts';

let trust: TestTrust;
let installed: Installed;
beforeAll(async () => {
  trust = await makeTrust();
  installed = await makeInstalled(trust);
});

/** An operator edits ConfigMap `<release>-state`, as docs/roll-back.md says. */
function edit({ clock, server }: Stage, quarantined: boolean): void {
  const { data, version } = server.objects.get('state') ?? { data: {}, version: 0 };
  const state = stateCodec.decode(data);
  const ledger = state.apply_state.targets['ml/trainer'] ?? EMPTY_LEDGER;
  const edited = quarantined ? setQuarantine(ledger, 'by hand', clock.now_ms()) : { ...ledger, quarantine: null };
  const apply_state = { ...state.apply_state, targets: { ...state.apply_state.targets, 'ml/trainer': edited } };
  server.objects.set('state', { data: { ...stateCodec.encode({ ...state, apply_state }) }, version: version + 1 });
}

it('a quarantine that an operator sets or clears counts for the very next plan, without a restart', async () => {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const world = await stage(installed, stop.signal);
  const run = async (before: () => void) => {
    const { plan_id, plan_digest, effect_digest, revision } = await world.verified();
    before();
    const approvals = [await trust.approve(plan_digest, effect_digest)];
    await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2 });
    return world.end(plan_id);
  };
  expect(await run(() => edit(world, true))).toEqual(['blocked', 'quarantine_active']);
  await world.pass(10 * 60_000);
  expect([world.process.plan()?.state, world.server.writes]).toEqual(['blocked', []]);
  edit(world, false);
  expect(await run(() => undefined)).toEqual(['confirmed', 'checks_passed']);
}, 60_000);

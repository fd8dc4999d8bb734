// Threat model: the control plane is the attacker's, with every key that lies on a server (docs/threat-model.md). Each attack of this
// file is carried out against real journal, gates and steps; what is asserted is what the API server saw.
import { base64Encode, makeId, type PlanState, sha256Hex } from '@modekeeper/contracts';
import { evaluateGates } from '@modekeeper/engine';
import { createEnvelope, generateKeyPair, signerOf } from '@modekeeper/trust';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { applyFacts } from './execute/gates.ts';
import { JOURNAL_MAX_BYTES, journalBytes, journalCodec } from './journal/codec.ts';
import { FakeServer } from './testing/fake-cluster.ts';
import { type Stage, type StageInput, stage, type Verified } from './testing/hostile.ts';
import { type Installed, makeInstalled, PASSPORT_TEXT } from './testing/process.ts';
import { makeTrust, type TestTrust } from './testing/trust.ts';

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const id = () => makeId('pl', Date.now(), bytes);
const digest = sha256Hex('something else');

let trust: TestTrust;
let installed: Installed;
beforeAll(async () => {
  trust = await makeTrust();
  installed = await makeInstalled(trust);
});

async function begin(input: StageInput = {}, part: Partial<Installed['config']> = {}): Promise<Stage> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return stage({ ...installed, config: { ...installed.config, ...part } }, stop.signal, input);
}

/** Dispatches a plan with these approvals, as the thief of the control plane would. */
async function dispatch(world: Stage, plan: Verified, approvals: Awaited<ReturnType<TestTrust['approve']>>[], part = {}) {
  const { plan_id, plan_digest, effect_digest, revision } = plan;
  await world.say('plan_dispatch', { plan_id, plan_digest, effect_digest, approvals, revision: revision + 2, ...part });
}

const approvalOf = ({ plan_digest, effect_digest }: Verified, part = {}) => trust.approve(plan_digest, effect_digest, part);

it('without an attack, this world applies the plan once', async () => {
  const world = await begin();
  const plan = await world.verified();
  await dispatch(world, plan, [await approvalOf(plan)]);
  expect(await world.end(plan.plan_id)).toEqual(['confirmed', 'checks_passed']);
  expect(world.server.writes).toHaveLength(1);
});

vi.setConfig({ testTimeout: 60_000 });

describe('an approval that is none', () => {
  const day = 86_400;
  const now = () => Math.floor(Date.now() / 1000);
  const attacks: [string, string, (plan: Verified) => Promise<Awaited<ReturnType<TestTrust['approve']>>[]>][] = [
    ['no approval at all', 'approval_required', async () => []],
    ['of another plan', 'approval_mismatch', async (plan) => [await trust.approve(digest, plan.effect_digest)]],
    ['of another effect', 'effect_changed', async (plan) => [await trust.approve(plan.plan_digest, digest)]],
    [
      'that says reject',
      'rejected_by_person',
      async (plan) => [await approvalOf(plan), await approvalOf(plan, { decision: 'reject' })],
    ],
    [
      'that has expired',
      'approval_expired',
      async (plan) => [await approvalOf(plan, { issued_at: now() - 60, expires_at: now() - 1 })],
    ],
    ['that lives for two days', 'approval_invalid', async (plan) => [await approvalOf(plan, { expires_at: now() + 2 * day })]],
    [
      'from the future',
      'approval_invalid',
      async (plan) => [await approvalOf(plan, { issued_at: now() + 3600, expires_at: now() + 7200 })],
    ],
    [
      'in somebody else’s name',
      'approval_invalid',
      async (plan) => [await approvalOf(plan, { approver: { id: 'x', key_id: 'approval-2' } })],
    ],
    [
      'signed by a stranger under the pinned name',
      'approval_invalid',
      async (plan) => {
        const thief = { ...signerOf(await generateKeyPair(bytes)), kid: trust.approval.kid };
        return [await (await makeTrustBy(thief))(plan)];
      },
    ],
    [
      'whose payload was changed after signing',
      'approval_invalid',
      async (plan) => [{ ...(await approvalOf(plan)), payload: base64Encode(new TextEncoder().encode('{}')) }],
    ],
    ['too large to be one', 'approval_required', async (plan) => [await approvalOf(plan, { noise: 'x'.repeat(100_000) })]],
  ];

  /** The same approval by another signer. */
  async function makeTrustBy(signer: TestTrust['approval']) {
    return async ({ plan_digest, effect_digest }: Verified) =>
      createEnvelope(
        'approval',
        {
          schema_version: 'approval.v1',
          plan_digest,
          effect_digest,
          decision: 'approve',
          level: 'L0',
          approver: { id: 'usr_thief', key_id: signer.kid },
          issued_at: now(),
          expires_at: now() + 3600,
          nonce: base64Encode(bytes(16)),
        },
        [signer],
      );
  }

  it.each(attacks)('%s ends blocked (%s), nothing written', async (_, reason, forge) => {
    const world = await begin();
    const plan = await world.verified();
    await dispatch(world, plan, await forge(plan));
    expect(await world.end(plan.plan_id)).toEqual(['blocked', reason]);
    expect(world.server.writes).toEqual([]);
  });

  it.each(['L1', 'L2'] as const)('the stolen approval key alone does not reach level %s', async (level) => {
    const world = await begin({}, { approval: { level, threshold: 1 } });
    const plan = await world.verified();
    await dispatch(world, plan, [await approvalOf(plan), await approvalOf(plan, { level })]);
    expect((await world.end(plan.plan_id))[0]).toBe('blocked');
    expect(world.server.writes).toEqual([]);
  });
});

describe('frames out of place', () => {
  it('never applies a plan that the journal does not hold, in whatever state the control plane says it is', async () => {
    const world = await begin();
    const plan = await world.verified();
    const approvals = [await trust.approve(digest, digest)];
    await world.say('plan_dispatch', { plan_id: id(), plan_digest: digest, effect_digest: digest, approvals, revision: 5 });
    const states: PlanState[] = ['approved', 'dispatched', 'applying', 'checking', 'rolling_back', 'unknown', 'confirmed'];
    const plans = states.map((state) => ({ plan_id: id(), plan_digest: digest, state, revision: 7 }));
    await world.say('state_report', { plans: [...plans, { ...plan, state: 'verified' }] });
    await world.pass(5 * 60_000);
    expect(world.server.writes).toEqual([]);
    const kept = [...world.process.ctx.journal.value.plans.values()].filter(({ target }) => target === '');
    expect([...new Set(kept.map(({ state }) => state))].sort()).toEqual(['blocked', 'needs_person']);
  });

  it('blocks a dispatch whose digest, or whose effect, is not that of the plan', async () => {
    for (const [part, end] of [
      [{ plan_digest: digest }, ['blocked', 'plan_digest_mismatch']],
      [{ effect_digest: digest }, ['diff_unstable', 'diff_unstable']],
    ] as const) {
      const world = await begin();
      const plan = await world.verified();
      await dispatch(world, plan, [await approvalOf(plan)], part);
      expect(await world.end(plan.plan_id)).toEqual(end);
      expect(world.server.writes).toEqual([]);
    }
  });

  it('applies once, however often the dispatch is delivered, also after the end', async () => {
    const world = await begin();
    const plan = await world.verified();
    const approvals = [await approvalOf(plan)];
    for (let turn = 0; turn < 5; turn += 1) await dispatch(world, plan, approvals);
    await world.end(plan.plan_id);
    await dispatch(world, plan, approvals, { revision: 900 });
    await world.pass(60_000);
    expect(world.server.writes.filter(({ plan: by }) => by === plan.plan_id)).toHaveLength(1);
  });

  it.each(['rejected', 'cancelled', 'expired'] as const)(
    'does not start a plan that was %s, whoever dispatches it afterwards',
    async (terminal) => {
      const world = await begin();
      const plan = await world.verified();
      await world.say('plan_close', { plan_id: plan.plan_id, terminal, reason: null, revision: plan.revision + 1 });
      await dispatch(world, plan, [await approvalOf(plan)]);
      await world.pass(5 * 60_000);
      expect(world.process.ctx.journal.value.plans.get(plan.plan_id)?.state).toBe(terminal);
      expect(world.server.writes.filter(({ plan: by }) => by === plan.plan_id)).toEqual([]);
    },
  );

  it('dispatched before it was verified, a plan ends blocked', async () => {
    const server = new FakeServer();
    // Held back before its dry run, so that it stays unverified.
    server.kill_switch = 'on';
    const world = await begin({ server });
    const found = await world.clock.run(() => world.process.plan() !== undefined, 120_000);
    const { plan_id, plan_digest } = world.process.plan() ?? { plan_id: '', plan_digest: '' };
    server.kill_switch = 'off';
    await dispatch(world, { plan_id, plan_digest, effect_digest: digest, revision: 1 }, [
      await trust.approve(plan_digest, digest),
    ]);
    await world.end(plan_id);
    expect([found, world.process.ctx.journal.value.plans.get(plan_id)?.state]).toEqual([true, 'blocked']);
    expect(world.server.writes).toEqual([]);
  });

  it('applies once also when an older journal is restored from a backup, and the same approval is delivered again', async () => {
    const world = await begin();
    const plan = await world.verified();
    const backup = world.server.objects.get('journal')?.data ?? {};
    const approvals = [await approvalOf(plan)];
    await dispatch(world, plan, approvals);
    expect((await world.end(plan.plan_id))[0]).toBe('confirmed');
    const knobs = { 'modekeeper/knob.concurrency': '1', 'modekeeper/knob.dataloader_prefetch_factor': '1' };
    world.server.foreign({ metadata: { annotations: knobs }, spec: { template: { metadata: { annotations: knobs } } } });
    world.server.objects.set('journal', { data: backup, version: 900 });
    const restored = await begin({ server: world.server });
    await dispatch(restored, plan, approvals);
    expect(await restored.end(plan.plan_id)).toEqual(['blocked', 'approval_used']);
    expect(world.server.writes).toHaveLength(1);
  });

  it('a resolution settles nothing but a plan that waits for a person', async () => {
    const world = await begin();
    const plan = await world.verified();
    const resolution = await createEnvelope(
      'resolution',
      {
        schema_version: 'resolution.v1',
        plan_digest: plan.plan_digest,
        terminal: 'confirmed',
        note: 'trust me',
        person: { id: 'usr_thief', key_id: trust.approval.kid },
        issued_at: Math.floor(Date.now() / 1000),
        nonce: base64Encode(bytes(16)),
      },
      [trust.approval],
    );
    await world.say('plan_resolve', { plan_id: plan.plan_id, plan_digest: plan.plan_digest, resolutions: [resolution] });
    expect(world.process.plan()?.state).toBe('verified');
  });
});

describe('what the customer closed stays closed', () => {
  it.each([
    ['mode verify', {}, { mode: 'verify' as const }, 'mode_verify'],
    ['no second lock', { guarded: false }, {}, 'second_lock_absent'],
    ['clocks that differ', { date_ahead_ms: 3600_000 }, {}, 'license_invalid'],
    ['a kill switch in the cluster', { kill_switch: 'on' }, {}, 'kill_switch_active'],
    ['a namespace without the annotation', { annotation: '' }, {}, 'kill_switch_active'],
    ['a quarantined workload', {}, {}, 'quarantine_active'],
    ['another passport', { passport: 'other' }, {}, 'passport_mismatch'],
  ])('%s stops an approved plan', async (what, fault, config, reason) => {
    const world = await begin({}, config);
    const plan = await world.verified();
    Object.assign(world.server, fault);
    if (what === 'another passport')
      world.server.passport = JSON.stringify({
        ...JSON.parse(PASSPORT_TEXT),
        limits: { cooldown_s: 0, max_delta_per_step: 0, relock_stable_intervals: 1 },
      });
    if (what === 'a quarantined workload')
      world.server.foreign({ metadata: { annotations: { 'modekeeper/quarantine': 'yes' } } });
    await dispatch(world, plan, [await approvalOf(plan)]);
    expect((await world.end(plan.plan_id))[1]).toBe(reason);
    expect(world.server.writes).toEqual([]);
  });

  it('a canary from before the dispatch counts for nothing: it is sent again, and waited for', async () => {
    const world = await begin();
    const plan = await world.verified();
    world.server.mute_canary = true;
    await world.pass(1000);
    await dispatch(world, plan, [await approvalOf(plan)]);
    await world.pass(60_000);
    expect([world.process.plan()?.state, world.server.writes]).toEqual(['dispatched', []]);
    Object.assign(world.server, { mute_canary: false, guarded: false });
    expect(await world.end(plan.plan_id)).toEqual(['blocked', 'second_lock_absent']);
    expect(world.server.writes).toEqual([]);
  });

  it('no licence, or one of the attacker’s making, opens nothing', async () => {
    const world = await begin({ licensed: false });
    const forged = await (await makeTrust()).documents('uid-of-cluster');
    for (const kind of ['issuer_keyset', 'revocation_list', 'revocation_freshness', 'license'] as const)
      await world.say('trust_document', { kind, document: forged[kind] });
    const plan = await world.verified();
    await dispatch(world, plan, [await approvalOf(plan)]);
    const [state, reason] = await world.end(plan.plan_id);
    expect(state).toBe('blocked');
    expect(reason).toMatch(/^license_/);
    expect(world.server.writes).toEqual([]);
  });

  it('an object that was made anew is another object, an effect that changed another effect', async () => {
    for (const [meddle, terminal] of [
      [(server: FakeServer) => server.recreate(), 'superseded conflict'],
      [
        (server: FakeServer) => {
          server.webhook = { spec: { template: { spec: { containers: 'injected' } } } };
        },
        'diff_unstable',
      ],
    ] as const) {
      const world = await begin();
      const plan = await world.verified();
      meddle(world.server);
      await dispatch(world, plan, [await approvalOf(plan)]);
      await world.pass(10_000);
      expect(terminal).toContain(world.process.ctx.journal.value.plans.get(plan.plan_id)?.state);
      expect(world.server.writes).toEqual([]);
    }
  });
});

it('what a webhook would add is named and refused, its value never leaves the cluster', async () => {
  const server = new FakeServer();
  server.webhook = { spec: { template: { spec: { env: { TOKEN: 's3cret-of-the-webhook' } } } } };
  const world = await begin({ server });
  const plan = await world.verified();
  await dispatch(world, plan, [await approvalOf(plan)]);
  expect(await world.end(plan.plan_id)).toEqual(['blocked', 'foreign_mutation']);
  expect(server.writes).toEqual([]);
  const said = world.told.map(({ body }) => JSON.stringify(body)).join(' ');
  const plain = said.replaceAll(/"payload":"([^"]+)"/g, (_, text: string) => Buffer.from(text, 'base64').toString('utf8'));
  expect(plain).toContain('/spec/template/spec/env/TOKEN');
  expect(plain).not.toContain('s3cret');
});

describe('the kill switch of the control plane', () => {
  const unsigned = async (part: { epoch: number; active: boolean }) => {
    const thief = signerOf(await generateKeyPair(bytes), 'nobody');
    const scope = { type: 'cluster' as const, id: installed.enrollment.cluster_id };
    const kill = {
      schema_version: 'kill_state.v1' as const,
      scope,
      source: 'cloud' as const,
      actor: 'x',
      reason: '',
      at: 1,
      ...part,
    };
    return createEnvelope('kill_state', kill, [thief]);
  };

  it('is obeyed without a signature, and not lifted without one, nor by a lift from before', async () => {
    const world = await begin();
    const plan = await world.verified();
    const old = await trust.killSet(3, false, installed.enrollment.cluster_id);
    await world.say('kill_set', { envelope: await unsigned({ epoch: 3, active: true }) });
    await world.say('kill_set', { envelope: await unsigned({ epoch: 9, active: false }) });
    await world.say('kill_set', { envelope: old });
    await dispatch(world, plan, [await approvalOf(plan)]);
    const before = world.server.requests;
    expect(await world.end(plan.plan_id)).toEqual(['blocked', 'kill_switch_active']);
    expect([world.server.writes, world.server.requests - before]).toEqual([[], 0]);
  });

  it('turned on while the other gates are being looked at, it stops the request that they were for', async () => {
    const world = await begin();
    await world.verified();
    const { ctx } = world.process;
    const record = world.process.plan();
    if (record === undefined) throw new Error('no plan');
    const slow = {
      gate: async () => {
        const gate = await ctx.license.gate();
        await new Promise((resolve) => setTimeout(resolve, 20));
        await ctx.kill.accept([await unsigned({ epoch: 1, active: true })]);
        return gate;
      },
    } as typeof ctx.license;
    const effect = { objects: [], passport_digest: '' };
    const facts = await applyFacts({ ...ctx, license: slow }, record, effect, world.server.deployment);
    expect(evaluateGates(facts, 'apply').kill.state).toBe('on');
  });
});

describe('floods', () => {
  it('cannot fill the journal: plans that nobody proposed, approvals that are none, revisions without end', async () => {
    const world = await begin();
    const plan = await world.verified();
    const revision = Number.MAX_SAFE_INTEGER;
    const row = (state: PlanState) => ({ plan_id: id(), plan_digest: digest, state, revision });
    await world.say('state_report', { plans: Array.from({ length: 3000 }, () => row('applying')) });
    const noise = await trust.approve(digest, digest, { noise: 'x'.repeat(900_000) });
    for (let n = 0; n < 100; n += 1)
      await world.say('plan_dispatch', {
        plan_id: id(),
        plan_digest: digest,
        effect_digest: digest,
        approvals: [noise],
        revision,
      });
    await dispatch(world, plan, [await approvalOf(plan), noise], { revision });
    await world.end(plan.plan_id);
    const journal = world.process.ctx.journal.value;
    expect(journalBytes(journal)).toBeLessThan(JOURNAL_MAX_BYTES);
    expect(journalCodec.decode(journalCodec.encode(journal)).plans.size).toBe(journal.plans.size);
    // What was properly approved still goes its way, and its end is told.
    expect(journal.plans.get(plan.plan_id)?.state).toBe('confirmed');
  });

  it('cannot fill the state: switches and statements of any size', async () => {
    const world = await begin();
    await world.verified();
    for (let n = 0; n < 300; n += 1) {
      const scope = { type: 'workload' as const, id: `other/${n}${'x'.repeat(2000)}` };
      const kill = {
        schema_version: 'kill_state.v1' as const,
        epoch: n,
        scope,
        active: true,
        source: 'cloud' as const,
        actor: 'x',
        reason: 'r'.repeat(2000),
        at: 1,
      };
      await world.say('kill_set', {
        envelope: await createEnvelope('kill_state', { ...kill, noise: 'n'.repeat(5000) }, [trust.approval]),
      });
    }
    const { revocation_freshness } = await trust.documents('uid-of-cluster');
    await world.say('trust_document', {
      kind: 'revocation_freshness',
      document: `${revocation_freshness}${' '.repeat(200_000)}`,
    });
    expect(JSON.stringify(world.process.ctx.state.value).length).toBeLessThan(JOURNAL_MAX_BYTES);
    expect((await world.process.ctx.kill.read('ml', 'ml/trainer')).on).toBe(true);
  });
});

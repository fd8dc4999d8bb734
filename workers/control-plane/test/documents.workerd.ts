import {
  type DsseEnvelope,
  digestOf,
  type Effect,
  type Plan,
  type Receipt,
  type TerminalPlanState,
  type VerifyReport,
} from '@modekeeper/contracts';
import { createEnvelope, signerOf } from '@modekeeper/trust';
import { newId } from '../src/platform/random.ts';
import type { Identity, TestConnector } from './connector.workerd.ts';
import type { Tenant } from './tenant.workerd.ts';

const HEX = '0'.repeat(64);
export type SealedPlan = {
  plan: Plan;
  plan_id: string;
  plan_digest: string;
  effect: Effect;
  effect_digest: string;
  envelope: DsseEnvelope;
};

/** A plan as a connector seals it, signed with its key. */
export async function sealedPlan(
  tenant: Pick<Tenant, 'environment_id'>,
  identity: Identity,
  changes: Partial<Plan> = {},
): Promise<SealedPlan> {
  const now_s = Math.floor(Date.now() / 1_000);
  const plan: Plan = {
    ...{
      schema_version: 'plan.v1',
      kind: 'apply',
      surface: 'deployment_template',
      detector: 'heuristic_v1',
      plan_sha256: HEX,
      items: [],
    },
    ...{
      plan_id: newId('pl'),
      tenant_id: identity.tenant_id,
      cluster_id: identity.cluster_id,
      environment: tenant.environment_id,
    },
    ...{ created_at: now_s, expires_at: now_s + 3_600 },
    author: { kind: 'connector', id: identity.cluster_id, key_id: identity.key_id },
    target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'training', name: 'trainer', uid: 'uid-1' },
    changes: [{ knob: 'concurrency', from: 1, to: 4, temperature: 'cold', chord: 'BURST-ABSORB', reason: 'burst' }],
    evidence: { window_start_ms: 1, window_end_ms: 2, samples: 12, signals: ['burst'], digest: HEX },
    passport: { name: 'demo', digest: HEX },
    ...changes,
  } as Plan;
  const effect: Effect = {
    objects: [
      {
        uid: 'uid-1',
        preimage_sha256: HEX,
        changes: [['/spec/template/metadata/annotations/modekeeper~1knob.concurrency', '1', '4']],
      },
    ],
    passport_digest: HEX,
  };
  const envelope = await createEnvelope('plan', plan, [signerOf(identity.pair)]);
  return { plan, plan_id: plan.plan_id, plan_digest: digestOf(plan), effect, effect_digest: digestOf(effect), envelope };
}

/** A passing verify report about it. */
export async function verifyReport(
  identity: Identity,
  sealed: SealedPlan,
  changes: Partial<VerifyReport> = {},
): Promise<DsseEnvelope> {
  const report: VerifyReport = {
    ...{
      schema_version: 'verify_report.v1',
      plan_digest: sealed.plan_digest,
      effect_digest: sealed.effect_digest,
      effect: sealed.effect,
    },
    ...{ finished_at: Math.floor(Date.now() / 1_000), ok: true, blocker: null, items: [], server_version: 'v1.34.0' },
    gates: [{ gate: 'mode', ok: true, reason: null }],
    connector: { cluster_id: identity.cluster_id, version: '0.1.0' },
    ...changes,
  };
  return createEnvelope('verify_report', report, [signerOf(identity.pair)]);
}

/** A receipt about it. */
export async function receipt(identity: Identity, sealed: SealedPlan, terminal: TerminalPlanState): Promise<DsseEnvelope> {
  const passed = { verdict: 'pass' as const, detail: null };
  const document: Receipt = {
    ...{
      schema_version: 'receipt.v1',
      plan_digest: sealed.plan_digest,
      effect_digest: sealed.effect_digest,
      approvals: [],
      terminal,
      reason: null,
    },
    ...{ started_at: 1, finished_at: Math.floor(Date.now() / 1_000), objects: [], kill: null, journal_head: HEX },
    verify_after: { values: passed, rollout: passed, acknowledged: passed, telemetry: passed, verdict: 'pass' },
  };
  return createEnvelope('receipt', document, [signerOf(identity.pair)]);
}

/** Reports a plan up to `verified`; returns the number of the last frame. */
export async function reportVerified(connector: TestConnector, sealed: SealedPlan): Promise<number> {
  const { plan_id } = sealed;
  const event = (revision: number, from: 'proposed' | 'verifying', to: 'verifying' | 'verified') =>
    connector.send('plan_event', { plan_id, revision, from, to, reason: null, at_ms: Date.now() });
  connector.send('plan_proposed', { plan_id, envelope: sealed.envelope });
  event(1, 'proposed', 'verifying');
  connector.send('verify_report', { plan_id, envelope: await verifyReport(connector.identity, sealed) });
  return event(2, 'verifying', 'verified') ?? 0;
}

/** Polls until a condition holds; what it waits for is visible from outside only. */
export async function eventually<T>(read: () => Promise<T>, holds: (value: T) => boolean, timeout_ms = 30_000): Promise<T> {
  const until = Date.now() + timeout_ms;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > until) throw new Error(`not within ${timeout_ms} ms; last: ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

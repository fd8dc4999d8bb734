import {
  type Approval,
  type DsseEnvelope,
  digestOf,
  type Effect,
  type GateResult,
  type Plan,
  type Receipt,
  type TerminalPlanState,
  type VerifyReport,
} from '@modekeeper/contracts';
import { createEnvelope, signerOf } from '@modekeeper/trust';
import { WORKLOAD } from './hello.ts';
import type { Identity } from './identity.ts';
import { idAt, ulid } from './random.ts';

const HEX = 'a5'.repeat(32);
export const TARGET_UID = '2e7de553-43b7-43d0-b145-48ab6c689851';
const SIGNED_GATES = ['mode', 'kill_switch', 'license', 'verify', 'passport', 'second_lock'] as const;

/** A change of one knob, 1 → `to`. */
type Knob = { knob: string; from: number; to: number };
const KNOBS: readonly Knob[] = [
  { knob: 'dataloader_prefetch_factor', from: 1, to: 2 },
  { knob: 'concurrency', from: 1, to: 4 },
];

export type Sealed = { plan: Plan; plan_digest: string; effect: Effect; effect_digest: string; envelope: DsseEnvelope };

/** Pointers of a knob on the object and in its pod template, with the value before and after. */
const touched = ({ from, knob, to }: Knob): [string, string | null, string][] => [
  [`/metadata/annotations/modekeeper~1knob.${knob}`, null, String(to)],
  [`/spec/template/metadata/annotations/modekeeper~1knob.${knob}`, String(from), String(to)],
];
const POINTERS = KNOBS.flatMap(touched).sort(([left], [right]) => (left < right ? -1 : 1));

/** A plan as the connector seals it, made at `at_ms`, with what it would change. */
export async function sealedPlan(identity: Identity, at_ms: number): Promise<Sealed> {
  const created_at = Math.floor(at_ms / 1_000);
  const target = { ...WORKLOAD, uid: TARGET_UID };
  const annotations = Object.fromEntries(KNOBS.map(({ knob, to }) => [`modekeeper/knob.${knob}`, String(to)]));
  const patch = { metadata: { annotations }, spec: { template: { metadata: { annotations } } } };
  const plan: Plan = {
    ...{ schema_version: 'plan.v1', kind: 'apply', surface: 'deployment_template', detector: 'heuristic_v1' },
    ...{ plan_id: idAt('pl', at_ms), tenant_id: identity.tenant_id, cluster_id: identity.cluster_id },
    environment: identity.environment_id,
    author: { kind: 'connector', id: identity.cluster_id, key_id: identity.key_id },
    ...{ created_at, expires_at: created_at + 4 * 3_600, target },
    items: [{ ...WORKLOAD, reason: 'coalesced', patch }],
    plan_sha256: HEX,
    changes: KNOBS.map((knob) => ({ ...knob, temperature: 'cold', chord: 'BURST-ABSORB', reason: 'latency_burst' })),
    evidence: {
      ...{ window_start_ms: at_ms - 300_000, window_end_ms: at_ms - 180_000 },
      ...{ samples: 12, signals: ['burst'], digest: HEX },
    },
    passport: { name: 'demo', digest: identity.passport_digest },
  };
  const effect: Effect = {
    objects: [{ uid: TARGET_UID, preimage_sha256: HEX, changes: POINTERS }],
    passport_digest: identity.passport_digest,
  };
  const envelope = await createEnvelope('plan', plan, [signerOf(identity.pair)]);
  return { plan, plan_digest: digestOf(plan), effect, effect_digest: digestOf(effect), envelope };
}

/** The report about it; with `failed` it names the gate that is closed. */
export async function verifyReport(identity: Identity, sealed: Sealed, failed?: GateResult): Promise<DsseEnvelope> {
  const { effect, effect_digest, plan, plan_digest } = sealed;
  const { name, namespace } = plan.target;
  const report: VerifyReport = {
    ...{ schema_version: 'verify_report.v1', plan_digest, effect_digest, effect, blocker: null },
    ...{ finished_at: plan.created_at + 1, ok: failed === undefined, server_version: 'v1.36.3' },
    items: [
      {
        ...{ namespace, name, object: `deployment/${name}`, namespace_exists: true, deployment_exists: true },
        dry_run: { attempted: true, mode: 'server', ok: true, rc: null, stderr: null },
        ...{ auth_can_i_patch_deployments: true, auth_can_i_get_deployments: true },
        preimage: { uid: TARGET_UID, values: Object.fromEntries(POINTERS.map(([at, from]) => [at, from])), sha256: HEX },
      },
    ],
    gates: SIGNED_GATES.map((gate) => (gate === failed?.gate ? failed : { gate, ok: true, reason: null })),
    notes: KNOBS.map(({ knob, to }) => ({
      note: 'next_deploy_conflicts' as const,
      detail: `helm owns /spec/template/metadata/annotations/modekeeper~1knob.${knob}: adopt the value ${to} there`,
    })),
    connector: { cluster_id: identity.cluster_id, version: '0.1.0' },
  };
  return createEnvelope('verify_report', report, [signerOf(identity.pair)]);
}

/** An approval of it, signed by a key of the seed: what the page shows, not what a connector would obey. */
export async function approvalOf(
  identity: Identity,
  sealed: Sealed,
  by: { user_id: string; at_ms: number },
): Promise<{ approval: Approval; envelope: DsseEnvelope }> {
  const { effect_digest, plan, plan_digest } = sealed;
  const approval: Approval = {
    ...{ schema_version: 'approval.v1', plan_digest, effect_digest, decision: 'approve', level: 'L0' },
    approver: { id: by.user_id, key_id: 'approval-seed-1' },
    ...{ issued_at: Math.floor(by.at_ms / 1_000), expires_at: plan.expires_at, nonce: ulid() },
  };
  return { approval, envelope: await createEnvelope('approval', approval, [signerOf(identity.pair)]) };
}

/** The receipt of a plan that was dispatched. */
export async function receiptOf(
  identity: Identity,
  sealed: Sealed,
  end: { terminal: TerminalPlanState; reason: string | null; at_ms: number },
): Promise<DsseEnvelope> {
  const landed = end.terminal === 'confirmed' || end.terminal === 'inconclusive' || end.terminal === 'halted_partial';
  const passed = { verdict: 'pass' as const, detail: null };
  const at = Math.floor(end.at_ms / 1_000);
  const receipt: Receipt = {
    ...{ schema_version: 'receipt.v1', plan_digest: sealed.plan_digest, effect_digest: sealed.effect_digest, approvals: [HEX] },
    ...{ terminal: end.terminal, reason: end.reason as Receipt['reason'], started_at: at - 1, finished_at: at },
    objects: [
      {
        uid: TARGET_UID,
        before: Object.fromEntries(POINTERS.map(([pointer, from]) => [pointer, from])),
        after: Object.fromEntries(POINTERS.map(([pointer, from, to]) => [pointer, landed ? to : from])),
        requests: [
          { verb: 'apply', resource_version_sent: '283', status: landed ? 200 : null, outcome: landed ? 'applied' : 'not_sent' },
        ],
      },
    ],
    verify_after: {
      ...{ values: passed, rollout: passed, acknowledged: passed },
      telemetry: { verdict: 'not_run', detail: null },
      verdict: end.terminal === 'confirmed' ? 'pass' : 'inconclusive',
    },
    ...{ kill: null, journal_head: HEX },
  };
  return createEnvelope('receipt', receipt, [signerOf(identity.pair)]);
}

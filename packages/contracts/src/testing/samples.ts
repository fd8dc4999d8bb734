// Valid documents for tests of this package and of those above it; every value is made up.

import { digestOf } from '../digest.ts';
import type { Approval } from '../documents/approval.ts';
import type { Effect } from '../documents/effect.ts';
import type { KeyRotation } from '../documents/key-rotation.ts';
import type { KillState } from '../documents/kill-state.ts';
import type { Plan } from '../documents/plan.ts';
import type { Receipt } from '../documents/receipt.ts';
import type { Resolution } from '../documents/resolution.ts';
import type { VerifyReport } from '../documents/verify-report.ts';
import { makeId, makeUlid } from '../ids.ts';

const zeros = (length: number): Uint8Array => new Uint8Array(length);
export const SAMPLE_NOW_S = 1_800_000_000;
export const SAMPLE_ULID = makeUlid(SAMPLE_NOW_S * 1000, zeros);
export const SAMPLE_IDS = {
  tenant_id: makeId('org', 1, zeros),
  cluster_id: makeId('cl', 2, zeros),
  environment: makeId('env', 3, zeros),
  plan_id: makeId('pl', 4, zeros),
};
const pointer = '/spec/template/metadata/annotations/modekeeper~1knob.concurrency';
const hex = (char: string): string => char.repeat(64);

const annotations = { 'modekeeper/knob.concurrency': '4' };
const item = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'train',
  name: 'trainer',
  reason: 'coalesced',
  patch: { metadata: { annotations }, spec: { template: { metadata: { annotations } } } },
};

export const samplePlan: Plan = {
  schema_version: 'plan.v1',
  ...SAMPLE_IDS,
  author: { kind: 'connector', id: SAMPLE_IDS.cluster_id, key_id: `sha256:${hex('a')}` },
  created_at: SAMPLE_NOW_S,
  expires_at: SAMPLE_NOW_S + 4 * 3600,
  kind: 'apply',
  target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train', name: 'trainer', uid: 'uid-1' },
  surface: 'deployment_template',
  items: [item],
  plan_sha256: digestOf([{ name: item.name, namespace: item.namespace, patch: item.patch }]),
  changes: [{ knob: 'concurrency', from: 1, to: 4, temperature: 'cold', chord: 'BURST-ABSORB', reason: 'latency_burst' }],
  detector: 'heuristic_v1',
  evidence: { window_start_ms: 1, window_end_ms: 60_001, samples: 30, signals: ['burst'], digest: hex('b') },
  passport: { name: 'demo', digest: hex('c') },
};

export const sampleEffect: Effect = {
  objects: [{ uid: 'uid-1', preimage_sha256: hex('d'), changes: [[pointer, '1', '4']] }],
  passport_digest: hex('c'),
};

export const sampleVerifyReport: VerifyReport = {
  schema_version: 'verify_report.v1',
  plan_digest: digestOf(samplePlan),
  effect_digest: digestOf(sampleEffect),
  finished_at: SAMPLE_NOW_S + 5,
  ok: true,
  blocker: null,
  items: [
    {
      namespace: 'train',
      name: 'trainer',
      object: 'deployment/trainer',
      namespace_exists: true,
      deployment_exists: true,
      dry_run: { attempted: true, mode: 'server', ok: true, rc: null, stderr: null },
      auth_can_i_patch_deployments: true,
      auth_can_i_get_deployments: true,
      preimage: { uid: 'uid-1', values: { [pointer]: '1' }, sha256: hex('d') },
    },
  ],
  effect: sampleEffect,
  gates: [
    { gate: 'mode', ok: true, reason: null },
    { gate: 'license', ok: false, reason: 'license_missing' },
  ],
  server_version: 'v1.36.3',
  connector: { cluster_id: SAMPLE_IDS.cluster_id, version: '0.1.0' },
};

export const sampleApproval: Approval = {
  schema_version: 'approval.v1',
  plan_digest: digestOf(samplePlan),
  effect_digest: digestOf(sampleEffect),
  decision: 'approve',
  level: 'L0',
  approver: { id: 'usr_approver', key_id: 'approval-1' },
  issued_at: SAMPLE_NOW_S + 60,
  expires_at: SAMPLE_NOW_S + 3660,
  nonce: 'nonce-of-an-approval',
};

const pass = { verdict: 'pass' as const, detail: null };
export const sampleReceipt: Receipt = {
  schema_version: 'receipt.v1',
  plan_digest: digestOf(samplePlan),
  effect_digest: digestOf(sampleEffect),
  approvals: [digestOf(sampleApproval)],
  terminal: 'confirmed',
  reason: 'checks_passed',
  started_at: SAMPLE_NOW_S + 70,
  finished_at: SAMPLE_NOW_S + 90,
  objects: [
    {
      uid: 'uid-1',
      before: { [pointer]: '1' },
      after: { [pointer]: '4' },
      requests: [{ verb: 'patch', resource_version_sent: '17', status: 200, outcome: 'applied' }],
    },
  ],
  verify_after: {
    values: pass,
    rollout: pass,
    acknowledged: pass,
    telemetry: { verdict: 'not_run', detail: null },
    verdict: 'pass',
  },
  kill: null,
  journal_head: hex('e'),
};

export const sampleResolution: Resolution = {
  schema_version: 'resolution.v1',
  plan_digest: digestOf(samplePlan),
  terminal: 'rolled_back',
  note: 'Read back by hand.',
  person: { id: 'usr_approver', key_id: 'approval-1' },
  issued_at: SAMPLE_NOW_S + 60,
  nonce: 'nonce-of-a-resolution',
};

export const sampleKillState: KillState = {
  schema_version: 'kill_state.v1',
  epoch: 3,
  scope: { type: 'cluster', id: SAMPLE_IDS.cluster_id },
  active: true,
  source: 'cloud',
  actor: 'usr_owner',
  reason: 'drill',
  at: SAMPLE_NOW_S,
};

export const sampleKeyRotation: KeyRotation = {
  schema_version: 'key_rotation.v1',
  tenant_id: SAMPLE_IDS.tenant_id,
  cluster_id: SAMPLE_IDS.cluster_id,
  old_key_id: `sha256:${hex('a')}`,
  new_key_id: `sha256:${hex('b')}`,
  new_public_key: `${'A'.repeat(43)}=`,
  issued_at: SAMPLE_NOW_S,
  nonce: 'nonce-of-a-rotation',
};

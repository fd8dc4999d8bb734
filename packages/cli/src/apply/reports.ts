import { sortedByCodePoint } from '@modekeeper/contracts';
import { type PlanItem, planScope, type Verdict } from '@modekeeper/engine';
import { type RbacDenial, rbacDenial } from '@modekeeper/kube/kubectl';
import type { Timing } from '../io/times.ts';
import type { Block, GateRow, RunGates } from './run-gates.ts';
import type { Sent } from './send-plan.ts';

/** What every report of one apply says of itself. */
export type ReportFrame = {
  out: string;
  plan: string;
  items: readonly PlanItem[];
  plan_sha256: string;
  times: ReturnType<Timing['finish']>;
};

function envelope(frame: ReportFrame, mode: 'apply' | 'verify_after_apply' | 'rollback') {
  return {
    schema_version: 'v0',
    ...frame.times,
    out_dir: frame.out,
    mode,
    apply_requested: true,
    dry_run: false,
    plan_sha256: frame.plan_sha256,
    ...planScope(frame.items),
    objects: frame.items.map(({ name, namespace }) => ({ namespace, name, kind: 'Deployment' })),
  };
}

function nameOf({ name, namespace }: PlanItem) {
  return { namespace, name, object: `deployment/${name}` };
}

export type ApplyFacts = {
  gates: readonly GateRow[];
  run: RunGates;
  block: Block | null;
  note: string | null;
  verify: { ok: boolean | null; path: string | null };
  passport_id: string | null;
  /** Null: nothing was sent. */
  sent: Sent | null;
};
export type ApplyItem = ReturnType<typeof itemRow>;
export type ApplyReport = ReturnType<typeof applyReport>;

/** k8s_apply_latest.json (contract page `kubernetes`, "k8s apply"). */
export function applyReport(frame: ReportFrame, facts: ApplyFacts) {
  const { block, note, run, sent, verify } = facts;
  const items = frame.items.map((item, index) => itemRow(item, index, facts));
  const license = run.license;
  const kill = sent?.kill ?? run.kill;
  const rbac = items.map(({ stderr }) => rbacDenial(stderr ?? '')).find((denial): denial is RbacDenial => denial !== null);
  return {
    ...envelope(frame, 'apply'),
    k8s_plan_path: frame.plan,
    k8s_plan_items: frame.items.length,
    ok: sent === null ? block === null : isApplied(sent),
    block_reason: block?.reason ?? null,
    reason: block?.reason ?? null,
    would_apply: facts.gates.every(({ ok }) => ok),
    paid_enabled: license?.block_reason === null,
    kill_switch_active: kill.active,
    kill_switch_signal: kill.signal,
    license_path: license?.license_path ?? null,
    license_ok: license?.license_ok ?? null,
    license_reason: license?.reason ?? null,
    license_expires_at: license?.expires_at ?? null,
    entitlements_summary: license?.entitlements_summary ?? null,
    verify_ok: verify.ok,
    k8s_verify_report_path: verify.path,
    passport_id: facts.passport_id,
    checks: { gates: facts.gates, items },
    items,
    verify_after_apply_verdict: sent?.verdict ?? ('not_run' as Verdict),
    rollback_verdict: sent?.rollback?.verdict ?? ('not_run' as Verdict),
    notes: note === null ? [] : [note],
    ...(rbac === undefined ? {} : { details: { rbac } }),
  };
}

/** All items applied, and nothing but telemetry in doubt. */
function isApplied({ results, rollback, verdict }: Sent): boolean {
  const isWhole = results.every(({ reason }) => reason === 'applied');
  return isWhole && rollback === null && (verdict === 'pass' || verdict === 'inconclusive');
}

function itemRow(item: PlanItem, index: number, { block, sent }: ApplyFacts) {
  const row = { ...nameOf(item), patch: item.patch };
  const result = sent?.results[index];
  if (result === undefined) {
    const reason = block?.reason ?? 'not_attempted';
    return { ...row, attempted: false, ok: null, rc: null, stderr: null, reason };
  }
  const { attempted, rc, stderr } = result;
  const at = sent?.rollback?.indexes.indexOf(index) ?? -1;
  const back = sent?.rollback?.results[at];
  if (back?.attempted && back.ok === true) return { ...row, attempted, ok: false, rc, stderr, reason: 'rolled_back' };
  // It was never stored after all: the object was found as it was.
  if (back?.ok === true && result.reason === 'unknown') return { ...row, attempted, ok: false, rc, stderr, reason: 'failed' };
  return { ...row, attempted, ok: result.ok, rc, stderr, reason: result.reason };
}

/** verify_after_apply_latest.json; null when nothing was changed. */
export function verifyAfterReport(frame: ReportFrame, sent: Sent, k8s_apply_report_path: string) {
  if (sent.checked.length === 0) return null;
  const items = sent.checked.map(({ index, rollout, telemetry, values }) => {
    const item = itemAt(frame, index);
    return { ...nameOf(item), values, rollout, telemetry };
  });
  const reasons = items.flatMap(({ name, namespace, ...checks }) =>
    (['values', 'rollout', 'telemetry'] as const)
      .filter((check) => ['fail', 'inconclusive'].includes(checks[check].verdict))
      .map((check) => `${check}:${namespace}/${name}`),
  );
  return {
    ...envelope(frame, 'verify_after_apply'),
    k8s_plan_path: frame.plan,
    k8s_apply_report_path,
    verdict: sent.verdict,
    ok: sent.verdict === 'pass',
    reasons: sortedByCodePoint(reasons),
    checks: { items },
  };
}

/** rollback_attempt_latest.json; null when none was triggered. */
export function rollbackReport(frame: ReportFrame, { rollback }: Sent, rollback_plan_path: string) {
  if (rollback === null) return null;
  const { results, trigger, verdict } = rollback;
  const items = rollback.indexes.map((index, at) => ({ item: itemAt(frame, index), result: results[at] })).reverse();
  return {
    ...envelope({ ...frame, items: items.map(({ item }) => item) }, 'rollback'),
    trigger,
    rollback_plan_path,
    block_reason: results.find(({ blocked }) => blocked !== null)?.blocked ?? null,
    verdict,
    ok: verdict === 'pass',
    checks: {
      items: items.map(({ item, result }) => ({
        ...nameOf(item),
        attempted: result?.attempted ?? false,
        ok: result?.ok ?? null,
        rc: result?.rc ?? null,
        stderr: result?.stderr ?? null,
        values_restored: result?.values_restored ?? null,
      })),
    },
  };
}

function itemAt({ items }: ReportFrame, index: number): PlanItem {
  const item = items[index];
  if (item === undefined) throw new RangeError(`the plan has no item ${index}`);
  return item;
}

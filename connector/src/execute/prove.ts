import type { Effect, JsonObject } from '@modekeeper/contracts';
import {
  effectDigest,
  type GateAnswer,
  makeEffect,
  type OwnershipNote,
  ownershipNotes,
  type Preimage,
  type RuleResult,
  readObjectFacts,
  withholdForeign,
} from '@modekeeper/engine';
import { type Deployment, type Failure, jsonOf, verify } from '@modekeeper/kube';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, itemOf, planOf, targetOf } from './context.ts';
import { dryRunGate, judgeEffect } from './gates.ts';

/** What the API server said it would store, judged. */
export type Proof =
  | {
      readonly kind: 'accepted';
      readonly live: Deployment;
      readonly preimage: Preimage;
      readonly effect: Effect;
      readonly effect_digest: string;
      readonly rules: readonly RuleResult[];
      readonly notes: readonly OwnershipNote[];
    }
  /** The gates kept the dry run back. */
  | { readonly kind: 'gated'; readonly answer: GateAnswer | null }
  | { readonly kind: 'recreated' }
  | { readonly kind: 'read_failed'; readonly failure: Failure; readonly blocker: string }
  | { readonly kind: 'refused'; readonly failure: Failure; readonly blocker: string; readonly preimage: Preimage };

/**
 * Proves a plan against the API server: fresh read, server-side dry run of the real request's body, effect, passport. Sends
 * nothing that is stored. Used while verifying, and again at dispatch.
 */
export async function prove(ctx: ExecuteContext, record: PlanRecord): Promise<Proof> {
  const plan = planOf(record);
  const gate = dryRunGate(ctx, 'verify', plan.target.namespace, record.target);
  const result = await verify({
    cluster: ctx.cluster,
    target: targetOf(plan),
    uid: plan.target.uid,
    patch: itemOf(plan).patch as JsonObject,
    plan_id: plan.plan_id,
    plan_digest: record.plan_digest,
    gate: gate.gate,
  });
  if (result.kind === 'recreated') return result;
  if (result.kind === 'read_failed') {
    const { failure } = result;
    const gone = await isNamespaceGone(ctx, plan.target.namespace, failure);
    return { kind: 'read_failed', failure, blocker: gone ? 'namespace_missing' : blockerOf(failure) };
  }
  if (result.kind === 'refused') {
    return result.failure.kind === 'gated'
      ? { kind: 'gated', answer: gate.last() }
      : { kind: 'refused', failure: result.failure, blocker: blockerOf(result.failure), preimage: result.preimage };
  }
  const { live, preimage } = result;
  // An operator may have set or cleared a quarantine: it counts from now on, not from our next write.
  await ctx.state.refresh();
  const object = withholdForeign(result.effect);
  const effect = makeEffect([object], plan.passport.digest);
  const rules = await judgeEffect(ctx, record, effect, live);
  const notes = ownershipNotes({
    changes: plan.changes,
    effect: object,
    object: readObjectFacts(jsonOf(live)),
    gitops_managers: ctx.config.gitops.managers,
  });
  return { kind: 'accepted', live, preimage, effect, effect_digest: effectDigest(effect), rules, notes };
}

/**
 * A namespace takes its Roles with it, so a refused read may mean either. The right to read the namespace object itself is the cluster's:
 * only its plain "not found" counts.
 */
async function isNamespaceGone(ctx: ExecuteContext, namespace: string, failure: Failure): Promise<boolean> {
  if (failure.kind !== 'forbidden' && failure.kind !== 'not_found') return false;
  return (await ctx.cluster.getNamespace(namespace)).kind === 'not_found';
}

/** The failure of a dry run in the words of a verify report (kubernetes.md, "Blocker priority"). */
function blockerOf(failure: Failure): string {
  if (failure.kind === 'forbidden') return 'rbac_denied';
  if (failure.kind === 'not_found') return 'deployment_missing';
  if (failure.kind === 'unreachable' || failure.kind === 'timeout' || failure.kind === 'server_error')
    return 'cluster_unreachable';
  return 'dry_run_failed';
}

/** True when asking again later may help: the server did not decide anything. */
export function isTransient(failure: Failure): boolean {
  return ['unreachable', 'timeout', 'server_error', 'rate_limited', 'conflict'].includes(failure.kind);
}

/** A message of the API server for a report: shortened. */
export function detailOf(failure: Failure): string {
  const text = `${failure.status ?? failure.kind}: ${failure.message}`;
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

import { makeId } from '@modekeeper/contracts';
import { type Proposal, sealPlan, summarizeEvidence } from '@modekeeper/engine';
import type { Deployment } from '@modekeeper/kube';
import { createEnvelope } from '@modekeeper/trust';
import type { MountedPassport } from '../config/passports.ts';
import { nowS } from '../core.ts';
import type { ExecuteContext } from '../execute/context.ts';
import { moved } from '../execute/moves.ts';
import { hasRoom, openPlans, putPlan } from '../journal/changes.ts';
import { bareRecord } from '../journal/plan-record.ts';
import { fromEnvelope } from '../journal/signed.ts';
import type { TargetWatch } from '../observe/target-watch.ts';

export interface ProposeInput {
  readonly watch: TargetWatch;
  readonly live: Deployment;
  readonly mounted: Extract<MountedPassport, { kind: 'valid' }>;
  readonly proposal: Proposal;
}

/** Detector whose signals the plan rests on. */
const DETECTOR = 'heuristic_v1';

/**
 * Seals a proposal, signs it with the identity key and puts it into the journal. Returns its id, or why there is none.
 * @throws ModeKeeperError `plan_state_conflict` when the target has an open plan by then
 */
export async function propose(
  ctx: ExecuteContext,
  { watch, live, mounted, proposal }: ProposeInput,
): Promise<string | 'journal_full'> {
  if (!hasRoom(ctx.journal.value)) return 'journal_full';
  const { apiVersion, kind, namespace, name } = watch.target;
  const { plan, plan_digest } = sealPlan({
    kind: 'apply',
    plan_id: makeId('pl', ctx.clock.now_ms(), ctx.random.bytes),
    tenant_id: ctx.enrollment.tenant_id,
    cluster_id: ctx.enrollment.cluster_id,
    environment: ctx.enrollment.environment_id,
    author: { kind: 'connector', id: ctx.enrollment.cluster_id, key_id: ctx.signer.kid },
    created_at: nowS(ctx),
    target: { apiVersion, kind, namespace, name, uid: live.metadata.uid },
    detector: DETECTOR,
    evidence: summarizeEvidence(watch.samples(), proposal.signals),
    passport: { name: mounted.passport.name, digest: mounted.digest },
    changes: proposal.changes,
  });
  const signed = fromEnvelope(await createEnvelope('plan', plan, [ctx.signer]));
  const { plan_id, created_at, expires_at } = plan;
  const record = {
    ...bareRecord({ plan_id, plan_digest, target: watch.key, created_at, expires_at, state: 'proposed', revision: 0 }),
    plan: signed,
  };
  await ctx.journal.update((journal) => {
    // One open plan per target: whatever was looked at before, this is the moment that counts.
    if (openPlans(journal).some(({ target }) => target === watch.key)) throw moved(plan_id);
    return putPlan(journal, record);
  });
  ctx.published();
  ctx.counters.count('plans', { state: 'proposed' });
  ctx.log.info(
    {
      plan_id,
      target: watch.key,
      changes: plan.changes.map(({ knob, from, to }) => ({ knob, from, to })),
      reason: proposal.reason,
    },
    'plan proposed',
  );
  return plan_id;
}

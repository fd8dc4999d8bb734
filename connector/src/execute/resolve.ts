import { judgeKill, type ResolveDecision, type ResolveFacts, resolveUnknown } from '@modekeeper/engine';
import { type FieldReading, readFields } from '@modekeeper/kube';
import type { PlanRecord } from '../journal/plan-record.ts';
import { type ExecuteContext, planOf, type Step, targetOf } from './context.ts';
import { finish } from './finish.ts';
import { change, move } from './moves.ts';
import { recordLanded } from './remember.ts';
import { sentTimes } from './request.ts';

const POLL_MS = 1000;

type Reading = { readonly read: ResolveFacts['read']; readonly fields: FieldReading | null; readonly generation: number | null };

async function readBack(ctx: ExecuteContext, record: PlanRecord): Promise<Reading> {
  const plan = planOf(record);
  const read = await ctx.cluster.getDeployment(targetOf(plan));
  if (read.kind === 'not_found') return { read: 'gone', fields: null, generation: null };
  if (read.kind !== 'ok') return { read: 'unreadable', fields: null, generation: null };
  if (read.value.metadata.uid !== plan.target.uid) return { read: 'gone', fields: null, generation: null };
  return {
    read: 'ok',
    fields: readFields(read.value, record.verified?.changes ?? []),
    generation: read.value.metadata.generation ?? null,
  };
}

/**
 * unknown → what is really there (safety.md, RESOLVE): wait until the request can no longer land, read back with a plain GET,
 * decide. Nothing is sent from here; a retry or a rollback goes back to its own step and its own gates.
 */
export const resolvePlan: Step = async (ctx, record, signal) => {
  if (record.plan === null || record.verified === null) {
    await move(ctx, record, 'needs_person', 'journal_lost');
    return 'again';
  }
  const last = record.requests.at(-1);
  const now_ms = ctx.clock.now_ms();
  const reading = await readBack(ctx, record);
  const kill = await ctx.kill.read(planOf(record).target.namespace, record.target);
  const decision = resolveUnknown({
    phase: last?.verb ?? 'apply',
    since_sent_ms: last === undefined ? Number.MAX_SAFE_INTEGER : now_ms - sentAt(ctx, last),
    unresolved_ms: now_ms - (record.unknown_since_ms ?? now_ms),
    read: reading.read,
    fields: reading.fields?.read_back ?? 'none_of_ours',
    plan_annotation_is_ours: reading.fields?.plan_id === record.plan_id,
    others_landed: false,
    more_to_send: false,
    retries: sentTimes(record, last?.verb ?? 'apply') - 1,
    kill: judgeKill(kill.readings, { only_dry_run: false, starting: false }).state,
    past_deadline: now_ms >= (record.claim?.deadline_ms ?? 0),
  });
  if (decision.action === 'wait') {
    await ctx.clock.sleep(POLL_MS, signal);
    return signal.aborted ? 'parked' : 'again';
  }
  await settle(ctx, record, decision, reading);
  return 'again';
};

/** Latest moment at which the request can have left: when it was answered, or for one that an earlier process left behind, our start. */
function sentAt(ctx: ExecuteContext, request: PlanRecord['requests'][number]): number {
  return request.outcome === 'pending' ? Math.max(request.at_ms, ctx.boot_ms) : request.at_ms;
}

async function settle(
  ctx: ExecuteContext,
  record: PlanRecord,
  { action, next, reason }: ResolveDecision,
  reading: Reading,
): Promise<void> {
  // What was read before the request says nothing of what it left (I7).
  const after = reading.fields?.values ?? null;
  // Settled for a reason: the way back is over because of what somebody else did. Whether it had landed before is not known.
  const outcome = action === 'settled' && reason === null ? ('applied' as const) : ('unknown' as const);
  const marked = await change(ctx, record, (current) => ({ ...current, after, requests: markLast(current, outcome) }));
  if (next === 'checking') {
    await recordLanded(ctx, marked);
    const applied = {
      generation: reading.generation,
      resource_version: reading.fields?.resource_version ?? null,
      at_ms: ctx.clock.now_ms(),
    };
    await move(ctx, marked, 'checking', 'all_sent', (current) => ({ ...current, applied }));
  } else if (next === 'rolling_back') {
    await recordLanded(ctx, marked);
    await move(ctx, marked, 'rolling_back', reason, (current) => ({
      ...current,
      rollback_reason: current.rollback_reason ?? reason,
    }));
  } else if (next === 'applying' || next === 'needs_person') {
    await move(ctx, marked, next, reason);
  } else if (next === 'blocked' || next === 'conflict' || next === 'halted_partial') {
    // Our change was there, whoever wrote over it since: cooldowns and budgets count it (I9).
    if (reading.fields?.plan_id === record.plan_id) await recordLanded(ctx, marked);
    await finish(ctx, marked, next, reason, { after });
  }
}

function markLast(record: PlanRecord, outcome: 'applied' | 'unknown'): PlanRecord['requests'] {
  return record.requests.map((request, index) =>
    index === record.requests.length - 1 ? { ...request, outcome, resolved: true } : request,
  );
}

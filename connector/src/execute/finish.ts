import { digestOf, type Receipt, type TerminalPlanState, type VerifyAfter } from '@modekeeper/contracts';
import { EMPTY_LEDGER, setQuarantine } from '@modekeeper/engine';
import { createEnvelope, readUnverified } from '@modekeeper/trust';
import { nowS } from '../core.ts';
import { transition } from '../journal/changes.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { fromEnvelope, type Signed } from '../journal/signed.ts';
import type { ExecuteContext } from './context.ts';
import { change } from './moves.ts';

const NOT_RUN: VerifyAfter = {
  values: { verdict: 'not_run', detail: null },
  rollout: { verdict: 'not_run', detail: null },
  acknowledged: { verdict: 'not_run', detail: null },
  telemetry: { verdict: 'not_run', detail: null },
  verdict: 'not_run',
};

/** The receipt of a plan that ends in `terminal`; exists for every plan that was dispatched. */
function makeReceipt(
  record: PlanRecord,
  terminal: TerminalPlanState,
  reason: string | null,
  facts: { now_s: number; journal_head: string; approvals: readonly string[] },
): Receipt {
  const changes = record.verified?.changes ?? [];
  const before = Object.fromEntries(changes.map(([pointer, value]) => [pointer, value]));
  const uid = (record.plan?.payload.target as { uid?: string } | undefined)?.uid ?? '';
  const requests = record.requests.map(({ verb, resource_version_sent, status, outcome }) => ({
    verb,
    resource_version_sent,
    status,
    outcome: outcome === 'pending' ? ('unknown' as const) : outcome,
  }));
  return {
    schema_version: 'receipt.v1',
    plan_digest: record.plan_digest,
    effect_digest: record.claim?.effect_digest ?? null,
    approvals: [...facts.approvals],
    terminal,
    reason,
    started_at: Math.floor((record.claim?.at_ms ?? 0) / 1000),
    finished_at: facts.now_s,
    objects: uid === '' ? [] : [{ uid, before, after: record.after ?? (mayHaveLanded(record.requests) ? {} : before), requests }],
    verify_after: record.check ?? NOT_RUN,
    kill: record.kill,
    journal_head: facts.journal_head,
  };
}

/** True when one of these requests may have changed the object: then nothing is said of what it holds until it was read (I7). */
export function mayHaveLanded(requests: PlanRecord['requests']): boolean {
  return requests.some(({ outcome }) => outcome === 'applied' || outcome === 'unknown' || outcome === 'pending');
}

/** Signs the receipt of a record. Approvals that cannot be read are left out; they allowed nothing. */
export async function signReceipt(
  ctx: ExecuteContext,
  record: PlanRecord,
  terminal: TerminalPlanState,
  reason: string | null,
): Promise<{ signed: Signed; digest: string }> {
  const approvals: string[] = [];
  for (const envelope of record.claim?.approvals ?? []) {
    try {
      approvals.push(readUnverified(envelope, 'approval').digest);
    } catch (error) {
      ctx.log.warn({ plan_id: record.plan_id, why: String(error) }, 'an approval of this plan cannot be read');
    }
  }
  const receipt = makeReceipt(record, terminal, reason, { now_s: nowS(ctx), journal_head: ctx.journal.value.head, approvals });
  return { signed: fromEnvelope(await createEnvelope('receipt', receipt, [ctx.signer])), digest: digestOf(receipt) };
}

/**
 * Ends a plan: terminal state and signed receipt in one write of the journal. The executor then remembers it for later proposals.
 * @param edit last facts about the plan (values read back, check, kill), stored and receipted with the end
 */
export async function finish(
  ctx: ExecuteContext,
  record: PlanRecord,
  terminal: TerminalPlanState,
  reason: string | null,
  edit: Partial<Pick<PlanRecord, 'after' | 'check' | 'kill'>> = {},
): Promise<PlanRecord> {
  const last = { ...record, ...edit };
  const receipt = record.claim === null ? null : await signReceipt(ctx, last, terminal, reason);
  // First what limits later plans, then the end: a crash in between repeats the end, never forgets the limit.
  const halfway = terminal === 'halted_partial' || terminal === 'rollback_conflict';
  if (halfway && record.target !== '') await quarantine(ctx, record.target);
  const next = await change(ctx, record, (current) => ({
    ...transition({ ...current, ...edit }, terminal, reason, ctx.clock.now_ms()),
    receipt: receipt?.signed ?? null,
    receipt_digest: receipt?.digest ?? null,
  }));
  ctx.counters.count('plans', { state: terminal });
  ctx.log.info({ plan_id: record.plan_id, from: record.state, to: terminal, reason, target: record.target }, 'plan ended');
  return next;
}

/** A rollback that did not end in `pass` withholds the target until an operator clears it (passports.md, `apply_state.json`). */
async function quarantine(ctx: ExecuteContext, target: string): Promise<void> {
  await ctx.state.update((state) => {
    const ledger = state.apply_state.targets[target] ?? EMPTY_LEDGER;
    const targets = { ...state.apply_state.targets, [target]: setQuarantine(ledger, 'rollback_failed', ctx.clock.now_ms()) };
    return { ...state, apply_state: { ...state.apply_state, targets } };
  });
}

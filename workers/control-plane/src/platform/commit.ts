import { ModeKeeperError, type Permission, rolesWith } from '@modekeeper/contracts';
import {
  auditRows,
  type Guard,
  GuardViolation,
  guardedBatch,
  idempotencyRows,
  isUniqueViolation,
  memberRows,
  type Statement,
} from '@modekeeper/db';
import type { AuditAction, AuditSubject } from '../audit/actions.ts';
import type { VerbCtx } from './context.ts';
import { forbidden } from './permissions.ts';
import { answerLost } from './problems.ts';

type BatchResult = Awaited<ReturnType<typeof guardedBatch>>;

export type AuditEntry = {
  action: AuditAction;
  subject: { type: AuditSubject; id: string };
  /** What a reader of the log needs; no secrets. */
  detail?: Record<string, unknown>;
};

export type Commit = {
  /** Asked again inside the batch when a person acts: a role taken away meanwhile counts. */
  permission?: Permission;
  guards?: readonly Guard[];
  /** What each guard's violation means to the caller, by the guard's name. */
  refusals?: Readonly<Record<string, () => ModeKeeperError>>;
  /** What a duplicate of a unique index means to the caller. */
  duplicate?: () => ModeKeeperError;
  statements: readonly Statement[];
  audit: readonly AuditEntry[];
};

/**
 * A verb's one batch: guards, statements and audit rows, all or nothing.
 * @returns results of `statements`, in their order
 * @throws ModeKeeperError the refusal of the guard that did not hold; `conflict` when it has none
 */
export async function commit(ctx: VerbCtx, work: Commit): Promise<BatchResult> {
  const actor = ctx.actor;
  const roleGuard =
    work.permission !== undefined && actor.type === 'user'
      ? [memberRows.guardRole(ctx, actor.user_id, rolesWith(work.permission))]
      : [];
  const audit = work.audit.map((entry) =>
    auditRows.append(ctx, {
      at_ms: ctx.now_ms,
      action: entry.action,
      actor,
      subject_type: entry.subject.type,
      subject_id: entry.subject.id,
      detail: entry.detail ?? {},
      request_id: ctx.request_id,
    }),
  );
  // First: a request that was carried out before is told so, whatever has become of the things that it asks about.
  const first = ctx.idempotency === undefined ? [] : [idempotencyRows.guardFirst(ctx.idempotency, ctx.now_ms)];
  const mark = ctx.idempotency === undefined ? [] : [idempotencyRows.markCommitted(ctx.database, ctx.idempotency, ctx.now_ms)];
  try {
    return await guardedBatch(
      ctx.database,
      [...first, ...roleGuard, ...(work.guards ?? [])],
      [...work.statements, ...audit, ...mark],
    );
  } catch (error) {
    throw refusalOf(error, ctx, work);
  }
}

function refusalOf(error: unknown, ctx: VerbCtx, work: Commit): unknown {
  if (error instanceof GuardViolation) {
    if (error.guard === 'idempotency_first') return answerLost();
    if (error.guard === 'role_still_held' && work.permission !== undefined) return forbidden(work.permission, ctx.role);
    return work.refusals?.[error.guard]?.() ?? changedMeanwhile(error);
  }
  return isUniqueViolation(error) && work.duplicate !== undefined ? work.duplicate() : error;
}

function changedMeanwhile(cause: unknown): ModeKeeperError {
  return new ModeKeeperError({
    code: 'conflict',
    message: 'Somebody changed this meanwhile, so the request was not carried out.',
    hint: 'Read it again and decide on what it shows now.',
    cause,
  });
}

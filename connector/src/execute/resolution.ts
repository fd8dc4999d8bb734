import type { DownBody } from '@modekeeper/contracts';
import { verifyResolutions } from '@modekeeper/trust';
import { nowS } from '../core.ts';
import type { ExecuteContext } from './context.ts';
import { finish } from './finish.ts';
import { isMoved } from './moves.ts';

/** needs_person → what a person has decided, when the word is signed and pinned like an approval of the cluster's level. */
export async function resolveByPerson(ctx: ExecuteContext, body: DownBody<'plan_resolve'>): Promise<void> {
  const record = ctx.journal.value.plans.get(body.plan_id);
  if (record?.state !== 'needs_person') return;
  const { approval } = ctx.config;
  const author = (record.plan?.payload.author as { key_id?: string | null } | undefined)?.key_id ?? ctx.signer.kid;
  const judged = await verifyResolutions({
    level: approval.level,
    threshold: approval.threshold,
    envelopes: body.resolutions,
    plan_digest: record.plan_digest,
    approval_keys: ctx.trust.approval_keys,
    approver_keys: ctx.trust.approver_keys,
    author_key_id: author,
    now: nowS(ctx),
    used_nonces: new Map(ctx.state.value.approvals_used.map(({ nonce, plan_digest }) => [nonce, plan_digest])),
  });
  if (!judged.ok) {
    ctx.log.warn({ plan_id: record.plan_id, reason: judged.reason }, 'a resolution was refused');
    return;
  }
  try {
    await finish(ctx, record, judged.terminal, 'resolved_by_person');
  } catch (error) {
    if (!isMoved(error)) throw error;
  }
}

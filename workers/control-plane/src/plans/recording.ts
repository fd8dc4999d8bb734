import { isModeKeeperError, type LiveNews, type PlanState } from '@modekeeper/contracts';
import { planRows } from '@modekeeper/db';
import { commit } from '../platform/commit.ts';
import type { VerbCtx } from '../platform/context.ts';

/** Context of what a connector reported: its cluster, besides the tenant. */
export type ConnectorCtx = VerbCtx & { readonly cluster_id: string };

/** What somebody who watches the cluster gets to see of a change; `facts` are for the object alone. */
export type LiveChange = LiveNews & { readonly facts?: { readonly expires_at_ms?: number; readonly divergence?: true } };

/** Times that a recording starts over because a person changed the plan in between. */
const ATTEMPTS = 5;

/** The plan, when it is one of this very cluster: a connector cannot name another's. */
export async function ownPlan(ctx: ConnectorCtx, plan_id: string): Promise<planRows.PlanRow | undefined> {
  const plan = await planRows.find(ctx, plan_id);
  return plan?.cluster_id === ctx.cluster_id ? plan : undefined;
}

/** Audits a document or event that is refused for what it says; recording it again would end the same way, so the frame is done. */
export async function refuseDocument(
  ctx: ConnectorCtx,
  kind: string,
  code: string,
  plan_id: string | null,
): Promise<LiveChange[]> {
  await commit(ctx, {
    statements: [],
    audit: [
      { action: 'connector.document_refused', subject: { type: 'cluster', id: ctx.cluster_id }, detail: { kind, code, plan_id } },
    ],
  });
  return [{ type: 'refused', body: { kind, code, plan_id } }];
}

/** Runs a read-then-guarded-write again when the plan moved in between; everything else passes through. */
export async function startOver<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isModeKeeperError(error) || error.code !== 'plan_state_conflict') throw error;
    }
  }
}

/** A plan as it stands now, for those who watch its cluster: they read it again. */
export function planNews(
  { id, reason, revision }: Pick<planRows.PlanRow, 'id' | 'revision' | 'reason'>,
  state: PlanState,
): Extract<LiveNews, { type: 'plan' }> {
  return { type: 'plan', body: { plan_id: id, state, revision, reason } };
}

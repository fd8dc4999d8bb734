import type { KillState, KillStateBody } from '@modekeeper/contracts';
import { commit } from '../platform/commit.ts';
import { type EnrolledKey, readConnectorDocument } from './connector-document.ts';
import { type ConnectorCtx, type LiveChange, refuseDocument } from './recording.ts';

/** Records what kill state the connector obeys, and returns what it reported; null: refused. */
export async function recordKillState(
  ctx: ConnectorCtx,
  input: { body: KillStateBody; keys: readonly EnrolledKey[] },
): Promise<{ report: KillState | null; changes: LiveChange[] }> {
  const document = await readConnectorDocument(input.keys, 'kill_state', input.body.envelope, (payload) => payload.at);
  if (!document.ok) return { report: null, changes: await refuseDocument(ctx, 'kill_state', document.code, null) };
  const { active, actor, at, epoch, reason, scope, source } = document.payload;
  await commit(ctx, {
    statements: [],
    audit: [
      {
        action: 'kill.reported',
        subject: { type: 'cluster', id: ctx.cluster_id },
        detail: { active, epoch, scope: { type: scope.type, id: scope.id }, source, actor, reason, at, digest: document.digest },
      },
    ],
  });
  return { report: document.payload, changes: [] };
}

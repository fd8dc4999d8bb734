import { createEnvelope } from '@modekeeper/trust';
import { nowS } from '../core.ts';
import type { ExecuteContext } from '../execute/context.ts';
import type { Session } from '../session/session.ts';

const told = new WeakMap<Session, string>();

/** Tells the control plane, signed, what this connector obeys; only when that has changed. */
export async function reportKill(ctx: ExecuteContext, session: Session): Promise<void> {
  const sum = await ctx.kill.read(null, null);
  const first = sum.readings.find((reading) => reading.state === 'on');
  const what = first === undefined ? 'off' : `${first.source} ${first.signal} ${ctx.kill.epoch}`;
  if (told.get(session) === what || (first === undefined && !told.has(session))) return;
  told.set(session, what);
  const envelope = await createEnvelope(
    'kill_state',
    {
      schema_version: 'kill_state.v1',
      epoch: ctx.kill.epoch,
      scope: { type: 'cluster', id: ctx.enrollment.cluster_id },
      active: first !== undefined,
      source: first?.source ?? 'cloud',
      actor: 'connector',
      reason: first?.signal ?? '',
      at: nowS(ctx),
    },
    [ctx.signer],
  );
  session.publish('kill_state', { envelope });
}

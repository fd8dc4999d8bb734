import type { KillCommandView, KillState } from '@modekeeper/contracts';
import { createEnvelope } from '@modekeeper/trust';
import { nowS } from '../core.ts';
import type { ExecuteContext } from '../execute/context.ts';
import type { Session } from '../session/session.ts';

type Told = { state: string | null; readonly overridden: Set<string>; reading: boolean };
const told = new WeakMap<Session, Told>();

/** Tells the control plane, signed, what this connector obeys, and which of its commands are overridden here; only what has changed. */
export async function reportKill(ctx: ExecuteContext, session: Session): Promise<void> {
  const before = told.get(session) ?? { state: null, overridden: new Set(), reading: false };
  told.set(session, before);
  // One look at a time: a slow one must not tell what stood before the one after it. Whoever came meanwhile is answered by the next.
  if (before.reading) return;
  before.reading = true;
  const sum = await ctx.kill.read(null, null).finally(() => {
    before.reading = false;
  });
  const first = sum.readings.find((reading) => reading.state === 'on');
  const state = first === undefined ? 'off' : `${first.source} ${first.signal} ${ctx.kill.epoch}`;
  const overridden = ctx.kill.commands().filter((command) => command.overridden && !before.overridden.has(command.id));
  for (const command of overridden) before.overridden.add(command.id);
  const isNews = before.state !== state && (first !== undefined || before.state !== null);
  if (isNews) before.state = state;
  for (const command of overridden) await reportOverride(ctx, session, command);
  if (!isNews) return;
  if (first?.source === 'cloud')
    ctx.log.warn({ signal: first.signal, commands: ctx.kill.commands() }, 'the kill switch of the control plane is on');
  await publish(ctx, session, {
    epoch: ctx.kill.epoch,
    scope: { type: 'cluster', id: ctx.enrollment.cluster_id },
    active: first !== undefined,
    source: first?.source ?? 'cloud',
    reason: first?.signal ?? '',
  });
}

/** Each use of an override is told: signed, for the audit log, and as a finding, for whoever looks at the cluster. */
async function reportOverride(ctx: ExecuteContext, session: Session, { epoch, id, scope }: KillCommandView): Promise<void> {
  const reason = `Overridden in the cluster by chart value killSwitch.overrideCloud: kill command ${id}.`;
  ctx.log.warn({ command: id, scope, epoch }, 'a kill command of the control plane is overridden here by the chart');
  await publish(ctx, session, { epoch, scope, active: false, source: 'cloud', reason });
  session.publish('finding', {
    kind: 'notice',
    code: 'kill_overridden',
    target: null,
    detail: `The control plane's kill switch for ${scope.type} ${scope.id} does not stop this connector. ${reason}`,
    changes: [],
    signals: [],
    at_ms: ctx.clock.now_ms(),
  });
}

async function publish(
  ctx: ExecuteContext,
  session: Session,
  facts: Pick<KillState, 'epoch' | 'scope' | 'active' | 'source' | 'reason'>,
): Promise<void> {
  const document = { schema_version: 'kill_state.v1' as const, ...facts, actor: 'connector', at: nowS(ctx) };
  session.publish('kill_state', { envelope: await createEnvelope('kill_state', document, [ctx.signer]) });
}

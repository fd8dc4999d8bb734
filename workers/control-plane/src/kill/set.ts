import type { ModeKeeperError } from '@modekeeper/contracts';
import { killRows, outboxRows, type Statement } from '@modekeeper/db';
import { gatewayOf, pokeGateway } from '../gateway/client.ts';
import type { KillCommand } from '../gateway/kill-state.ts';
import { commit } from '../platform/commit.ts';
import type { MemberCtx } from '../platform/context.ts';
import { requirePermission } from '../platform/permissions.ts';
import { conflict } from '../platform/problems.ts';
import { newId } from '../platform/random.ts';
import { requireStepUp } from '../platform/step-up.ts';
import { showKillSwitch } from './list.ts';
import type { KillSwitchView, SetKill } from './schemas.ts';
import { enrolledClusters, resolveScope } from './scope.ts';

type Reached = { reached: string[]; pending: string[]; epoch: number };

/**
 * Moves a kill switch. On: the clusters' objects first, the database after, so that nothing waits for a slow database. Lift: the
 * database first, the objects after, so that a lost call leaves things stopped; it needs a step-up.
 * @throws `not_found`, `forbidden`, `step_up_required`
 */
export async function setKillSwitch(ctx: MemberCtx, input: SetKill): Promise<KillSwitchView> {
  const permission = input.active ? 'kill.engage' : 'kill.lift';
  requirePermission(ctx, permission);
  if (!input.active) await requireStepUp(ctx);
  const { clusters, scope } = await resolveScope(ctx, input);
  const command: KillCommand = { id: newId('kil'), scope, active: input.active, reason: input.reason, actor: ctx.user.id };
  const ids = clusters.map(({ id }) => id);
  const done = input.active ? await turnOn(ctx, ids, command) : { reached: [], pending: ids, epoch: 0 };
  await record(ctx, input, command, done);
  if (input.active && scope.type === 'organization') {
    // Whoever enrolled meanwhile: before the row was there it could not learn of it by itself.
    const late = (await enrolledClusters(ctx)).map(({ id }) => id).filter((id) => !ids.includes(id));
    const more = await turnOn(ctx, late, command);
    done.reached.push(...more.reached);
    done.pending.push(...more.pending);
  }
  await Promise.all(done.pending.map((cluster_id) => pokeGateway(ctx, ctx.tenant_id, cluster_id)));
  // Whoever read the list when the object told of the stop read it before it was written: told again, now that it is there.
  const { active, reason } = input;
  const news = { type: 'kill', body: { active, scope, reason } } as const;
  if (active) ctx.defer(Promise.all(done.reached.map((id) => pokeGateway(ctx, ctx.tenant_id, id, [news]))));
  return {
    ...(await showKillSwitch(ctx, input)),
    clusters: { reached: done.reached, pending: input.active ? done.pending : [] },
  };
}

async function turnOn(ctx: MemberCtx, cluster_ids: readonly string[], command: KillCommand): Promise<Reached> {
  const answers = await Promise.allSettled(cluster_ids.map((id) => gatewayOf(ctx, ctx.tenant_id, id).setKill(command)));
  const done: Reached = { reached: [], pending: [], epoch: 0 };
  answers.forEach((answer, index) => {
    const id = cluster_ids[index] ?? '';
    if (answer.status === 'fulfilled') done.reached.push(id);
    else done.pending.push(id);
    if (answer.status === 'fulfilled') done.epoch = Math.max(done.epoch, answer.value?.epoch ?? 0);
  });
  return done;
}

function movedLater(): ModeKeeperError {
  return conflict(
    'Somebody moved this kill switch meanwhile, so it was not lifted.',
    'Look at it again, and decide on what it shows now.',
  );
}

/** Row, audit event, and one order per cluster that has not got it yet: those are delivered whatever happens to this request. */
async function record(ctx: MemberCtx, input: SetKill, command: KillCommand, done: Reached): Promise<void> {
  const { active, reason, scope_id, scope_type } = input;
  const orders: Statement[] = done.pending.map((cluster_id) =>
    outboxRows.insert(ctx, { id: newId('obx'), cluster_id, kind: 'kill_set', body: { ...command }, created_at_ms: ctx.now_ms }),
  );
  await commit(ctx, {
    permission: active ? 'kill.engage' : 'kill.lift',
    // Who stops is never refused: the objects have it already. A lift that somebody's later word overtook lifts nothing there, nor here.
    guards: active ? [] : [killRows.guardNotMovedAfter(ctx, { scope_type, scope_id, changed_at_ms: ctx.now_ms })],
    refusals: { kill_moved_later: movedLater },
    statements: [
      killRows.put(ctx, {
        scope_type,
        scope_id,
        active,
        epoch: done.epoch,
        reason,
        actor: ctx.actor,
        changed_at_ms: ctx.now_ms,
        envelope: null,
      }),
      ...orders,
    ],
    audit: [
      {
        action: active ? 'kill.engaged' : 'kill.lifted',
        subject: { type: 'kill_switch', id: `${scope_type}:${scope_id}` },
        detail: { reason, reached: done.reached, pending: done.pending },
      },
    ],
  });
}

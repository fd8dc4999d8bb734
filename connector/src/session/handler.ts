import { type DownBody, type DownFrame, ModeKeeperError } from '@modekeeper/contracts';
import { isOpenState, sendDeadline } from '@modekeeper/engine';
import type { Core } from '../core.ts';
import { putPlan } from '../journal/changes.ts';
import type { Journal } from '../journal/codec.ts';
import type { PlanRecord } from '../journal/plan-record.ts';
import { takeTurns } from '../turns.ts';
import type { DurableDownFrame, InboundHandler } from './connection.ts';
import { onClose, onDispatch, onStateReport, roomForUnknown } from './inbound.ts';
import type { Publisher } from './publisher.ts';

export interface HandlerDeps {
  readonly core: Core;
  readonly publisher: Publisher;
  /** Open plans go up, durably: the other side does not know our stream, or its digest differs. */
  reportState(): void;
  /** A plan's record was changed by the control plane: look at it now. */
  poke(plan_id: string): void;
  /** A person's word about a plan that waits for one. */
  resolve(body: DownBody<'plan_resolve'>): Promise<void>;
  watch(on: boolean): void;
  /** A switch of the control plane was taken in. */
  killChanged(): void;
}

/** Puts what the control plane says into the journal (or the state), and only then lets it be acknowledged. */
export function makeHandler(deps: HandlerDeps): InboundHandler {
  const { core } = deps;
  const inTurn = takeTurns();
  let known_down = core.journal.value.inbound?.stream ?? null;
  return {
    cursor: () => core.journal.value.inbound,
    async welcome(body) {
      // Counts from now on. Storing it may take long and must hold up nothing: these switches come with every welcome.
      core.kill
        .accept(body.kill.set)
        .catch((error: unknown) =>
          core.log.error({ error }, 'the kill switches of the control plane count, and could not be stored'),
        );
      await core.kill.taken();
      if (known_down !== null && known_down !== body.streams.down) deps.reportState();
      known_down = body.streams.down;
    },
    durable(frame, cursor) {
      const counted = count(deps, frame);
      return inTurn(async () => {
        const failure = await counted;
        if (failure !== null) throw failure.error;
        await store(deps, frame, cursor);
      });
    },
    confirmed: (epoch, at_ms) => core.kill.confirmed(epoch, at_ms),
    watch: (on) => deps.watch(on),
  };
}

type Cursor = { readonly stream: string; readonly seq: number };

/**
 * What must not wait for the frames before it: a switch of the control plane, a revocation. Resolves when it is stored, with what went
 * wrong; until then its frame is not acknowledged, nor any that follows it.
 */
async function count({ core, killChanged }: HandlerDeps, frame: DurableDownFrame | null): Promise<{ error: unknown } | null> {
  try {
    if (frame?.type === 'kill_set') {
      await core.kill.accept([frame.body.envelope]);
      killChanged();
    }
    if (frame?.type === 'trust_document') await core.license.consider(frame.body);
    return null;
  } catch (error) {
    return { error };
  }
}

/**
 * The highest number up to which everything is held. A second delivery leaves it as it is.
 * @throws ModeKeeperError `conflict` when the frame before could not be stored: both come again with the next connection
 */
function withCursor(journal: Journal, cursor: Cursor): Journal {
  const held = journal.inbound?.stream === cursor.stream ? journal.inbound.seq : 0;
  if (held >= cursor.seq) return journal;
  if (held === cursor.seq - 1) return { ...journal, inbound: cursor };
  throw new ModeKeeperError({
    code: 'conflict',
    message: `Frame ${cursor.seq} of the control plane came while only those up to ${held} are stored.`,
    hint: 'Nothing to do: the connection is closed, and the frames come again.',
  });
}

async function store(deps: HandlerDeps, frame: DurableDownFrame | null, cursor: Cursor): Promise<void> {
  const { core } = deps;
  if (frame?.type === 'plan_resolve') {
    await deps.resolve(frame.body);
    deps.poke(frame.body.plan_id);
  }
  const touched: PlanRecord[] = [];
  const repeat: PlanRecord[] = [];
  const unseen: PlanRecord[] = [];
  await core.journal.update((journal) => {
    touched.length = 0;
    repeat.length = 0;
    unseen.length = 0;
    const changed = frame === null ? journal : apply(journal, frame, core, { touched, repeat, unseen });
    return withCursor(changed, cursor);
  });
  deps.publisher.sync();
  // Every other move is logged where it is made; these are the control plane's.
  for (const { plan_id, state } of touched) core.log.info({ plan_id, to: state, by: 'control_plane' }, 'plan moved');
  for (const record of repeat) deps.publisher.repeat(record);
  for (const record of unseen) deps.publisher.repeatAll(record);
  if (repeat.length + unseen.length > 0) core.counters.count('state_divergence');
  for (const record of touched) deps.poke(record.plan_id);
}

interface Found {
  readonly touched: PlanRecord[];
  readonly repeat: PlanRecord[];
  readonly unseen: PlanRecord[];
}

function apply(journal: Journal, frame: DownFrame, core: Core, found: Found): Journal {
  const now_ms = core.clock.now_ms();
  const put = (next: PlanRecord | null): Journal => {
    if (next === null) return journal;
    found.touched.push(next);
    return putPlan(journal, next);
  };
  if (frame.type === 'plan_dispatch') {
    const record = journal.plans.get(frame.body.plan_id);
    // Somebody invents plans: those that are kept are enough to show it.
    if (record === undefined && roomForUnknown(journal.plans) <= 0) return journal;
    const next = onDispatch(record, frame.body, {
      now_ms,
      deadline_ms: (expires_at) => sendDeadline(expires_at, Math.floor(now_ms / 1000)) * 1000,
      was_used: (plan_digest) => core.state.value.approvals_used.some((used) => used.plan_digest === plan_digest),
    });
    // A second delivery after the end only gets the same report again.
    if (next === null && record !== undefined && !isOpenState(record.state)) found.repeat.push(record);
    return put(next);
  }
  if (frame.type === 'plan_close') return put(onClose(journal.plans.get(frame.body.plan_id), frame.body));
  if (frame.type !== 'state_report') return journal;
  const difference = onStateReport(journal.plans, frame.body.plans, now_ms);
  found.repeat.push(...difference.repeat);
  found.unseen.push(...difference.unseen);
  found.touched.push(...difference.add);
  return difference.add.reduce(putPlan, journal);
}

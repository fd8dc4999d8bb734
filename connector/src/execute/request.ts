import { type Deployment, type Outcome, settle } from '@modekeeper/kube';
import type { JournalRequest, PlanRecord } from '../journal/plan-record.ts';
import type { ExecuteContext } from './context.ts';
import { change } from './moves.ts';

export interface RequestInput {
  readonly verb: JournalRequest['verb'];
  readonly resource_version: string;
  send(): Promise<Outcome<Deployment>>;
}

export interface Requested {
  readonly record: PlanRecord;
  readonly outcome: Exclude<JournalRequest['outcome'], 'pending'>;
  readonly answer: Outcome<Deployment>;
}

/**
 * One mutating request by the protocol of safety.md, section 3: the intent is in the journal before anything leaves, the answer
 * after. A process that dies in between leaves `pending`, which the next one resolves.
 */
export async function request(ctx: ExecuteContext, record: PlanRecord, input: RequestInput): Promise<Requested> {
  const intent: JournalRequest = {
    verb: input.verb,
    at_ms: ctx.clock.now_ms(),
    resource_version_sent: input.resource_version,
    status: null,
    outcome: 'pending',
    resolved: false,
  };
  const intended = await change(ctx, record, (current) => ({ ...current, requests: [...withoutIdle(current.requests), intent] }));
  const answer = await input.send();
  const outcome = settle(answer);
  const done: JournalRequest = { ...intent, at_ms: ctx.clock.now_ms(), status: answer.status ?? null, outcome };
  const settled = await change(ctx, intended, (current) => ({ ...current, requests: [...current.requests.slice(0, -1), done] }));
  ctx.counters.count('kube_requests', { verb: input.verb, outcome });
  return { record: settled, outcome, answer };
}

/** A request that never left is replaced by the next attempt: waiting for an unreadable switch must not fill the journal. */
function withoutIdle(requests: readonly JournalRequest[]): JournalRequest[] {
  return requests.at(-1)?.outcome === 'not_sent' ? requests.slice(0, -1) : [...requests];
}

/** How often this verb was sent. */
export function sentTimes(record: PlanRecord, verb: JournalRequest['verb']): number {
  return record.requests.filter((sent) => sent.verb === verb && sent.outcome !== 'not_sent').length;
}

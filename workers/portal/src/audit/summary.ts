import type { PlanState } from '@modekeeper/contracts';
import type { Api } from '../api/types.ts';
import { reasonWords } from '../plans/reason-words.ts';
import { PLAN_STATE_WORDS } from '../plans/state-words.ts';

type Event = Pick<Api<'AuditEvent'>, 'action' | 'detail'>;

/** The point of an event's detail in a line, empty when the action says it all; the whole detail is a click away. */
export function summaryOf({ action, detail }: Event): string {
  const text = (key: string) => (typeof detail[key] === 'string' && detail[key] !== '' ? detail[key] : null);
  const parts = [
    changeOf(text('from'), text('to')),
    action === 'kill.reported' ? reportOf(detail) : reasonOf(action, text('reason')),
    text('terminal') === null ? null : stateWords(text('terminal') ?? ''),
    text('note'),
    text('name') ?? text('email'),
    text('role'),
    text('code'),
    typeof detail.version === 'number' ? `version ${detail.version}` : null,
    detail.left === true ? 'left on their own' : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function changeOf(from: string | null, to: string | null): string | null {
  if (to === null) return null;
  return from === null ? stateWords(to) : `${stateWords(from)} → ${stateWords(to)}`;
}

/** Reasons of transitions are codes; those of people are their own words. */
function reasonOf(action: string, reason: string | null): string | null {
  return reason === null || action !== 'plan.transition' ? reason : reasonWords(reason).replace(/\.$/, '');
}

/** What a connector obeys: `stopped by configmap`, `stopped by cloud`, `not stopped`. */
function reportOf({ active, source }: Event['detail']): string {
  return active === true ? `stopped by ${String(source)}` : 'not stopped';
}

/** States of plans by their words, other values (roles) as they are. */
function stateWords(value: string): string {
  return Object.hasOwn(PLAN_STATE_WORDS, value) ? PLAN_STATE_WORDS[value as PlanState].label.toLowerCase() : value;
}

import { usePendingDecisions } from './pending-decisions.ts';

/** How many plans wait for somebody; nothing when none does. */
export function PendingCount() {
  const pending = usePendingDecisions();
  if (pending === undefined || pending.count === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-warn-soft px-1.5 text-1 leading-[18px] font-semibold text-warn">
      {pending.more ? `${pending.count}+` : pending.count}
      <span className="sr-only"> waiting for a decision</span>
    </span>
  );
}

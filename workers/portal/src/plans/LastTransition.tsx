import { Time } from '../time/Time.tsx';
import type { PlanDetail } from './documents.ts';
import { Actor } from './PersonName.tsx';
import { reasonWords } from './reason-words.ts';
import { TRANSITION_WORDS } from './transition-words.ts';

/** The newest transition in a sentence: what, who, when, and why unless that stands beside it already. */
export function LastTransition({ plan, reasoned = true }: { plan: PlanDetail; reasoned?: boolean }) {
  const last = plan.events.findLast(({ divergence }) => !divergence) ?? plan.events.at(-1);
  if (last === undefined) return null;
  return (
    <p className="break-words text-ink-2">
      {TRANSITION_WORDS[last.to]} by <Actor actor={last.actor} /> <Time at={last.at} />
      {last.reason === null || !reasoned ? '.' : `. ${reasonWords(last.reason)}`}
    </p>
  );
}

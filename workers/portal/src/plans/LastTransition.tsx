import { Time } from '../time/Time.tsx';
import type { PlanDetail } from './documents.ts';
import { Actor } from './PersonName.tsx';
import { reasonWords } from './reason-words.ts';
import { TRANSITION_WORDS } from './transition-words.ts';

/** The newest transition in a sentence: who, what, why, when. */
export function LastTransition({ plan }: { plan: PlanDetail }) {
  const last = plan.events.findLast(({ divergence }) => !divergence) ?? plan.events.at(-1);
  if (last === undefined) return null;
  return (
    <p className="break-words text-ink-2">
      {TRANSITION_WORDS[last.to]} by <Actor actor={last.actor} /> <Time at={last.at} />
      {last.reason === null ? '.' : `. ${reasonWords(last.reason)}`}
    </p>
  );
}

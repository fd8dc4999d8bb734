import { Split } from 'lucide-react';
import { formatUtcTime } from '../time/format.ts';
import { Time } from '../time/Time.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { cx } from '../ui/cx.ts';
import type { PlanDetail } from './documents.ts';
import { Actor } from './PersonName.tsx';
import { reasonWords } from './reason-words.ts';
import { PLAN_STATE_WORDS } from './state-words.ts';
import { TRANSITION_WORDS } from './transition-words.ts';

const DOTS = { ok: 'bg-ok', warn: 'bg-warn', bad: 'bg-bad', info: 'bg-info', neutral: 'bg-ink-3' };

/** Each transition: what, who, why, when; what did not fit is flagged. */
export function Timeline({ plan }: { plan: PlanDetail }) {
  const { events } = plan;
  return (
    <Card title="Timeline" note={events.length === 1 ? '1 transition' : `${events.length} transitions`}>
      <ol className="grid">
        {events.map(({ actor, at, divergence, n, reason, to }, index) => {
          const isLast = index === events.length - 1;
          const words = PLAN_STATE_WORDS[to];
          return (
            <li key={n} className="relative grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pb-4 last:pb-0">
              <span aria-hidden="true" className="relative flex w-2.5 justify-center pt-[5px]">
                {!isLast && <span className="absolute top-3 bottom-[-1.1rem] w-px bg-line-strong" />}
                <span className={cx('relative size-2 rounded-full', isLast ? DOTS[words.tone] : 'bg-line-strong')} />
              </span>
              <div className="grid min-w-0 gap-0.5">
                <span className={cx('flex flex-wrap items-center gap-x-2', isLast && 'font-semibold')}>
                  {isLast ? words.label : TRANSITION_WORDS[to]}
                  {divergence && (
                    <Chip tone="bad" icon={Split} title="The connector reported something that did not fit what was known here.">
                      Divergence
                    </Chip>
                  )}
                </span>
                <span className="text-1 break-words text-ink-3">
                  {formatUtcTime(Date.parse(at))} UTC, <Time at={at} /> · <Actor actor={actor} />
                </span>
                {reason !== null && <span className="text-1 break-words text-ink-2">{reasonWords(reason)}</span>}
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

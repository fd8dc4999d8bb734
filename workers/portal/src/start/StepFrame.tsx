import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';

type Props = {
  number: number;
  title: string;
  state: 'done' | 'current' | 'ahead';
  /** Done, whether or not it is looked at now. */
  ticked: boolean;
  summary: ReactNode;
  onOpen: (() => void) | undefined;
  /** Back from looking again to where the way goes on. */
  onClose: (() => void) | undefined;
  last: boolean;
  children: ReactNode;
};

const WORDS = { done: 'done', current: 'now', ahead: 'to come' } as const;

/** One step in the list: its number or tick, what came of it, and, while it is the current one, what to do. */
export function StepFrame({ children, last, number, onClose, onOpen, state, summary, ticked, title }: Props) {
  const heading = useId();
  const item = useArrival(state === 'current');
  return (
    <li
      ref={item}
      aria-current={state === 'current' ? 'step' : undefined}
      className="grid min-w-0 scroll-mt-20 grid-cols-[28px_minmax(0,1fr)] gap-x-3 max-md:gap-x-2"
    >
      <div aria-hidden="true" className="grid grid-rows-[28px_1fr] justify-items-center">
        <span
          className={cx(
            'grid size-7 place-items-center rounded-full border text-1 font-semibold',
            ticked
              ? 'border-ok bg-ok-soft text-ok'
              : state === 'current'
                ? 'border-accent bg-accent text-accent-ink'
                : 'border-line-strong bg-surface text-ink-3',
          )}
        >
          {ticked ? <Check size={14} /> : number}
        </span>
        {!last && <span className="my-1 w-px bg-line-strong" />}
      </div>
      <section aria-labelledby={heading} className={cx('min-w-0', last ? '' : state === 'current' ? 'pb-6' : 'pb-4')}>
        <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
          <h2
            id={heading}
            tabIndex={-1}
            className={cx('text-3 font-semibold outline-none', state === 'ahead' && 'font-medium text-ink-3')}
          >
            {title}
            <span className="sr-only">{`, step ${number}, ${WORDS[state]}`}</span>
          </h2>
          {summary !== undefined && state === 'done' && <bdi className="min-w-0 break-words text-ink-2">{summary}</bdi>}
          {onClose !== undefined && (
            <Button small look="quiet" onClick={onClose} aria-label={`Close step ${number} and go on`}>
              Close
            </Button>
          )}
          {onOpen !== undefined && (
            <Button small look="quiet" onClick={onOpen} aria-label={`Look again at step ${number}: ${title}`}>
              Look again
            </Button>
          )}
        </div>
        {children}
      </section>
    </li>
  );
}

/** When the way goes on to this step, it comes into sight; the focus comes along if what held it went with the step before. */
function useArrival(current: boolean) {
  const item = useRef<HTMLLIElement>(null);
  const was = useRef<boolean | null>(null);
  useEffect(() => {
    const arrived = current && was.current === false;
    was.current = current;
    if (!arrived || item.current === null) return;
    item.current.scrollIntoView({ block: 'start', behavior: 'smooth' });
    if (document.activeElement === document.body) item.current.querySelector('h2')?.focus({ preventScroll: true });
  }, [current]);
  return item;
}

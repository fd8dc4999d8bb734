import type { ReactNode } from 'react';
import { cx } from '../ui/cx.ts';

type Props = {
  children: ReactNode;
  /** "What this may do in your cluster", in sentences. */
  effects: readonly string[];
  /** Why it may not tick. */
  help?: ReactNode;
};

/** What to do, and beside it what it may do in the cluster. */
export function StepLayout({ children, effects, help }: Props) {
  return (
    <div className="mt-3 grid min-w-0 grid-cols-[minmax(0,1fr)_300px] items-start gap-4 max-lg:grid-cols-1">
      <div className="grid min-w-0 gap-4">
        <div className="grid min-w-0 gap-4 rounded-1 border border-line bg-surface px-4 py-4 shadow-card">{children}</div>
        {help}
      </div>
      <aside
        aria-label="What this may do in your cluster"
        className="rounded-1 border border-line bg-surface px-4 py-3.5 shadow-card"
      >
        <h3 className="font-semibold">What this may do in your cluster</h3>
        <ul className="mt-2 grid gap-2 text-ink-2">
          {effects.map((effect, index) => (
            <li key={effect} className={cx(index > 0 && 'border-t border-line pt-2')}>
              {effect}
            </li>
          ))}
        </ul>
      </aside>
    </div>
  );
}

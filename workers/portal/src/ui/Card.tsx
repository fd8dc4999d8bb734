import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

type Props = {
  title: ReactNode;
  /** One line beside the title: counts, freshness. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Tables and lists reach the edges. */
  flush?: boolean;
  className?: string;
};

/** A part of a page with a heading; a region for screen readers. */
export function Card({ title, note, actions, children, flush = false, className }: Props) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={cx('min-w-0 rounded-1 border border-line bg-surface shadow-card', className)}>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-3">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1">
          <h2 id={heading} className="text-2 font-semibold">
            {title}
          </h2>
          {note !== undefined && <span className="text-1 text-ink-3">{note}</span>}
        </div>
        {/* As high as the line beside it: a header with a button is no taller than one without. */}
        {actions !== undefined && <span className="ml-auto flex items-center gap-2 md:-my-1">{actions}</span>}
      </header>
      <div className={flush ? '' : 'px-4 py-3.5'}>{children}</div>
    </section>
  );
}

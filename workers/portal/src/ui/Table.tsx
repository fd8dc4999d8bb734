import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A table with a caption for screen readers; cells from `Th` and `Td`. */
export function Table({ caption, head, children }: { caption: string; head: ReactNode; children: ReactNode }) {
  return (
    // Reachable by keyboard, so that what is wider than a phone can be scrolled.
    <section tabIndex={0} aria-label={caption} className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export function Th({ children, end = false, className }: { children?: ReactNode; end?: boolean; className?: string }) {
  return (
    <th
      scope="col"
      className={cx(
        'px-4 pt-2 pb-1 text-1 font-medium whitespace-nowrap text-ink-3',
        end ? 'text-right' : 'text-left',
        className,
      )}
    >
      {children}
    </th>
  );
}

export function Td({ children, end = false, className }: { children?: ReactNode; end?: boolean; className?: string }) {
  return <td className={cx('border-t border-line px-4 py-2 align-middle', end && 'text-right', className)}>{children}</td>;
}

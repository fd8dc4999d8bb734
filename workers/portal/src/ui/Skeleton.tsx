import { cx } from './cx.ts';

/** A grey bar in the place and size of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('block animate-pulse rounded-1 bg-line', className ?? 'h-4 w-full')} />;
}

/** Rows of a table or list while they load; `label` says what for screen readers. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" className="grid">
      <span className="sr-only">{`Loading ${label}`}</span>
      {Array.from({ length: rows }, (_, row) => (
        // The rows are all alike and never move.
        <div
          key={`${label}-${String(row)}`}
          className="flex h-11 items-center gap-6 border-t border-line px-4 first-of-type:border-t-0"
        >
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-1/3" />
          <Skeleton className="h-3 w-1/6" />
        </div>
      ))}
    </div>
  );
}

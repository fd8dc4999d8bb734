import type { ReactNode } from 'react';

/** At the foot of the window, over the page: what stands open, and its buttons. */
export function FootBar({ actions, children }: { children: ReactNode; actions: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-1 border border-line-strong bg-raised px-4 py-2.5 shadow-card">
      <p role="status">{children}</p>
      <div className="flex flex-wrap gap-2">{actions}</div>
    </div>
  );
}

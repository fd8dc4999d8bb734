import type { ReactNode } from 'react';

/** Why there is nothing here, and the next step. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-2 px-4 py-6">
      <p className="font-[550]">{title}</p>
      {children !== undefined && <div className="max-w-[64ch] text-ink-2">{children}</div>}
      {action}
    </div>
  );
}

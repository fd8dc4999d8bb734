import { CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';

const LOOKS = {
  info: { icon: Info, classes: 'bg-info-soft text-info' },
  ok: { icon: CircleCheck, classes: 'bg-ok-soft text-ok' },
} as const;

/** Something to know before going on; announced, with an icon beside the colour. */
export function Notice({ look = 'info', children }: { look?: keyof typeof LOOKS; children: ReactNode }) {
  const { classes, icon: Icon } = LOOKS[look];
  return (
    <div role="status" className={`flex items-start gap-2 rounded-1 px-3 py-2.5 ${classes}`}>
      <Icon aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0 text-ink">{children}</div>
    </div>
  );
}

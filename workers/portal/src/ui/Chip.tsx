import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'neutral';

const TONES: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  neutral: 'bg-canvas text-ink-2 border border-line',
};

/** A state: always a word with an icon, never colour alone. */
export function Chip({
  tone,
  icon: Icon,
  children,
  title,
}: {
  tone: Tone;
  icon: LucideIcon;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex items-center gap-1.5 rounded-full px-2 text-1 leading-5 font-semibold whitespace-nowrap',
        TONES[tone],
      )}
    >
      <Icon aria-hidden="true" size={12} className="shrink-0" />
      {children}
    </span>
  );
}

import { Lock, LockOpen, ShieldBan } from 'lucide-react';
import { Chip } from '../ui/Chip.tsx';
import { APPLY_WORDS, type ApplyState } from './words/apply-words.ts';

const LOOKS = {
  on: { tone: 'warn', icon: LockOpen },
  off: { tone: 'neutral', icon: Lock },
  refused: { tone: 'info', icon: ShieldBan },
} as const;

/** Whether a passport lets anything be changed; what it means on hover. */
export function ApplyChip({ state }: { state: ApplyState }) {
  const { icon, tone } = LOOKS[state];
  const { label, meaning } = APPLY_WORDS[state];
  return (
    <Chip tone={tone} icon={icon} title={meaning}>
      {label}
    </Chip>
  );
}

import type { PlanState } from '@modekeeper/contracts';
import { Chip } from '../ui/Chip.tsx';
import { PLAN_STATE_WORDS } from './state-words.ts';

/** The state of a plan as a chip; its meaning on hover. */
export function PlanStateChip({ state }: { state: PlanState }) {
  const { icon, label, meaning, tone } = PLAN_STATE_WORDS[state];
  return (
    <Chip tone={tone} icon={icon} title={meaning}>
      {label}
    </Chip>
  );
}

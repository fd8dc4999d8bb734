import type { CheckVerdict } from '@modekeeper/contracts';
import { CircleCheck, CircleDashed, CircleHelp, CircleX, type LucideIcon } from 'lucide-react';
import type { Tone } from '../ui/Chip.tsx';

type Check = 'values' | 'rollout' | 'acknowledged' | 'telemetry';

/** The checks after an apply, in their order. */
export const CHECKS: readonly { check: Check; label: string; not_run: string }[] = [
  { check: 'values', label: 'The object holds the new values', not_run: 'The values were not read.' },
  { check: 'rollout', label: 'The rollout is complete', not_run: 'The rollout was not followed.' },
  { check: 'acknowledged', label: 'The workload reports the new values', not_run: 'Its report was not waited for.' },
  { check: 'telemetry', label: 'The work rate is no worse', not_run: 'The comparison of work rates did not run.' },
];

export const VERDICT_WORDS: Record<CheckVerdict, { label: string; tone: Tone; icon: LucideIcon }> = {
  pass: { label: 'Passed', tone: 'ok', icon: CircleCheck },
  fail: { label: 'Failed', tone: 'bad', icon: CircleX },
  inconclusive: { label: 'Inconclusive', tone: 'warn', icon: CircleHelp },
  not_run: { label: 'Did not run', tone: 'neutral', icon: CircleDashed },
};

import type { PlanState } from '@modekeeper/contracts';
import {
  Ban,
  CheckCheck,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Clock,
  type LucideIcon,
  Play,
  RotateCcw,
  Search,
  Send,
  Shuffle,
  TimerOff,
  TriangleAlert,
} from 'lucide-react';
import type { Tone } from '../ui/Chip.tsx';

type Words = { label: string; tone: Tone; icon: LucideIcon /** What it means, in a sentence. */; meaning: string };

/** Every state of a plan (connector.md, "Plan states") in words, with what its end promises. */
export const PLAN_STATE_WORDS: Record<PlanState, Words> = {
  proposed: {
    label: 'Proposed',
    tone: 'info',
    icon: CircleDashed,
    meaning: 'The connector would change this; nothing is proved yet.',
  },
  verifying: {
    label: 'Verifying',
    tone: 'info',
    icon: Search,
    meaning: 'The API server is asked, by dry run, what it would store.',
  },
  verified: { label: 'Waiting for approval', tone: 'warn', icon: Clock, meaning: 'Proved by dry run; a person decides.' },
  approved: {
    label: 'Approved',
    tone: 'info',
    icon: CircleCheck,
    meaning: 'A person approved it; it is on its way to the connector.',
  },
  dispatched: { label: 'Dispatched', tone: 'info', icon: Send, meaning: 'The connector has it and checks every gate again.' },
  applying: { label: 'Applying', tone: 'info', icon: Play, meaning: 'The change is being sent, one object at a time.' },
  checking: {
    label: 'Checking',
    tone: 'info',
    icon: Search,
    meaning: 'Sent; values, rollout and the workload’s own report are checked.',
  },
  rolling_back: { label: 'Rolling back', tone: 'warn', icon: RotateCcw, meaning: 'The change is being taken back.' },
  unknown: {
    label: 'Unknown, reading back',
    tone: 'warn',
    icon: CircleHelp,
    meaning: 'An answer was lost; the connector reads the object to find out.',
  },
  needs_person: {
    label: 'Needs a person',
    tone: 'bad',
    icon: TriangleAlert,
    meaning: 'Nobody can read back what happened; a person has to look and say.',
  },
  confirmed: {
    label: 'Confirmed',
    tone: 'ok',
    icon: CheckCheck,
    meaning: 'Everything changed, rolled out and acknowledged by the workload; no check that ran found it worse.',
  },
  inconclusive: {
    label: 'Inconclusive',
    tone: 'warn',
    icon: CircleHelp,
    meaning: 'Everything changed, but effect or acknowledgement is not shown.',
  },
  rolled_back: { label: 'Rolled back', tone: 'neutral', icon: RotateCcw, meaning: 'Taken back; nothing remains of it.' },
  blocked: { label: 'Blocked', tone: 'bad', icon: Ban, meaning: 'A gate refused it; nothing was changed.' },
  conflict: {
    label: 'Conflict',
    tone: 'bad',
    icon: Shuffle,
    meaning: 'Somebody else changed the object; nothing of ours remains.',
  },
  verify_failed: {
    label: 'Verify failed',
    tone: 'bad',
    icon: CircleX,
    meaning: 'The API server would not take it; nothing was changed.',
  },
  diff_unstable: {
    label: 'Difference unstable',
    tone: 'bad',
    icon: Shuffle,
    meaning: 'The effect was no longer the approved one; nothing was changed.',
  },
  rejected: { label: 'Rejected', tone: 'neutral', icon: CircleX, meaning: 'A person said no; nothing was changed.' },
  cancelled: { label: 'Cancelled', tone: 'neutral', icon: Ban, meaning: 'Called off before it was sent; nothing was changed.' },
  expired: { label: 'Expired', tone: 'neutral', icon: TimerOff, meaning: 'Nobody decided in time; nothing was changed.' },
  superseded: {
    label: 'Superseded',
    tone: 'neutral',
    icon: Shuffle,
    meaning: 'The object or the proposal changed first; nothing was changed by this one.',
  },
  halted_partial: {
    label: 'Halted half-way',
    tone: 'bad',
    icon: TriangleAlert,
    meaning: 'Stopped between writes; exactly what is listed remains.',
  },
  rollback_conflict: {
    label: 'Rollback conflict',
    tone: 'bad',
    icon: TriangleAlert,
    meaning: 'Could not be taken back whole; exactly what is listed remains.',
  },
};

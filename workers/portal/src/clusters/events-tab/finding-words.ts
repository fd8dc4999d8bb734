import type { FindingBody } from '@modekeeper/contracts';
import { CircleAlert, Info, Lightbulb, type LucideIcon, ShieldBan } from 'lucide-react';
import { REASON_WORDS } from '../../plans/reason-words.ts';
import type { Tone } from '../../ui/Chip.tsx';

/** Kinds of findings in words. */
export const FINDING_KINDS: Record<FindingBody['kind'], { label: string; tone: Tone; icon: LucideIcon }> = {
  advice: { label: 'Advice', tone: 'info', icon: Lightbulb },
  refusal: { label: 'Not proposed', tone: 'neutral', icon: ShieldBan },
  fault: { label: 'Fault', tone: 'bad', icon: CircleAlert },
  notice: { label: 'Notice', tone: 'neutral', icon: Info },
};

/** What findings say beyond the reason that they share with plans. */
const CODES: Record<string, string> = {
  advice_batch_knobs:
    'It would touch the batch. That changes the training itself, so it stays advice: weigh it and set it yourself.',
  advice_gpu_saturated: 'The GPUs are saturated. No knob of the passport helps against that for certain, so it stays advice.',
  advice_selector_target: 'The target is given by a selector, which is for observing only. Name the object to get plans.',
  proposal_cooldown: 'A change was made a short while ago; the passport’s cooldown runs before the next one is proposed.',
  proposal_backoff:
    'The same change was refused or did not help before; it is proposed again later, each time after a longer wait.',
  not_enough_samples: 'The window holds fewer than 12 samples; nothing is concluded from so little.',
  passport_invalid:
    'The mounted passport cannot be read, so nothing is proposed for the target. Correct it in the values and upgrade.',
  journal_full: 'The connector’s journal is full: no new plan until older ones have left it.',
  effect_reverted:
    'Somebody else changed a value that a confirmed plan had set. Its effect ended; it is not proposed again for this object.',
  finding_dropped: 'Older findings were dropped while the connection was down: the queue holds a limited number of them.',
};

/** What a finding's code means; null for a code of a newer connector, which then speaks for itself. */
export function findingWords(code: string): string | null {
  return CODES[code] ?? (REASON_WORDS as Record<string, string>)[code] ?? null;
}

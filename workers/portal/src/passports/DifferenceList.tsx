import type { Passport } from '@modekeeper/contracts';
import { diffPassports } from '@modekeeper/engine/diff-passports';
import { ArrowRight, LockKeyhole, LockKeyholeOpen, Minus } from 'lucide-react';
import { Chip } from '../ui/Chip.tsx';
import { EFFECT_WORDS, sideInWords, subjectOf, summaryOf } from './words/difference-words.ts';

const LOOKS = {
  loosens: { tone: 'warn', icon: LockKeyholeOpen },
  tightens: { tone: 'ok', icon: LockKeyhole },
  neutral: { tone: 'neutral', icon: Minus },
} as const;

/** Every rule that differs between two passports, before and after, and what that means for the cluster. */
export function DifferenceList({ from, label, to }: { from: Passport; to: Passport; label: string }) {
  const differences = diffPassports(from, to);
  return (
    <div className="grid min-w-0 gap-1">
      <p className="font-[550]">{summaryOf(differences)}</p>
      {differences.length > 0 && (
        <ul aria-label={label} className="grid min-w-0">
          {differences.map(({ after, before, effect, path }) => (
            <li
              key={`${path} ${JSON.stringify(before)} ${JSON.stringify(after)}`}
              className="grid min-w-0 grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 border-t border-line py-2 max-md:grid-cols-1"
            >
              <span>
                <Chip tone={LOOKS[effect].tone} icon={LOOKS[effect].icon} title={EFFECT_WORDS[effect].meaning}>
                  {EFFECT_WORDS[effect].label}
                </Chip>
              </span>
              <div className="min-w-0">
                <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                  <bdi className="min-w-0 font-[550] break-words">{subjectOf(path)}</bdi>
                  <code className="min-w-0 break-all text-ink-3">
                    <bdi>{path}</bdi>
                  </code>
                </p>
                <p className="flex min-w-0 flex-wrap items-center gap-x-2">
                  <span className="sr-only">before</span>
                  <bdi className="min-w-0 break-words text-ink-2">{sideInWords(path, before)}</bdi>
                  <ArrowRight aria-label="after" size={14} className="shrink-0 text-ink-3" />
                  <bdi className="min-w-0 break-words">{sideInWords(path, after)}</bdi>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

import type { EffectChange } from '@modekeeper/contracts';
import { cx } from '../ui/cx.ts';
import { diffLines } from './diff-lines.ts';

const LOOKS = { path: 'text-ink-3', del: 'bg-bad-soft text-bad', add: 'bg-ok-soft text-ok' };
const SIGNS = { path: '  ', del: '- ', add: '+ ' };
const SPOKEN = { path: '', del: 'taken away: ', add: 'added: ' };

/** What the API server would store differently, line by line. Scrolls inside itself; on a phone long lines wrap, so that no value is out of sight. */
export function ServerDiff({ changes, label }: { changes: readonly EffectChange[]; label: string }) {
  const lines = diffLines([...changes]);
  return (
    // Reachable by keyboard, so that lines wider than the screen can be scrolled.
    <section tabIndex={0} aria-label={label} className="overflow-x-auto py-2">
      <div className="w-max min-w-full font-mono text-1 max-md:w-full">
        {lines.map(({ kind, text }, index) => (
          // The same line may stand under two paths; lines never move.
          <pre key={`${String(index)} ${text}`} className={cx('flex px-4 leading-5 whitespace-pre', LOOKS[kind])}>
            <span aria-hidden="true">{SIGNS[kind]}</span>
            <span className="sr-only">{SPOKEN[kind]}</span>
            <span className="min-w-0 max-md:wrap-anywhere max-md:whitespace-pre-wrap">{text}</span>
          </pre>
        ))}
      </div>
    </section>
  );
}

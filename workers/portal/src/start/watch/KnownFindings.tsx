import type { LiveFinding } from '@modekeeper/contracts';
import { findingWords } from '../../clusters/events-tab/finding-words.ts';
import { Time } from '../../time/Time.tsx';

const SHOWN = 5;

/** What the connector told of its own accord, newest first. */
export function KnownFindings({ findings }: { findings: readonly LiveFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <div className="grid min-w-0 gap-2 rounded-1 bg-info-soft px-3 py-2.5">
      <h3 className="font-semibold">What the connector told</h3>
      <ul className="grid min-w-0 gap-1.5">
        {findings
          .slice(-SHOWN)
          .reverse()
          .map(({ body, seq }) => (
            <li key={seq} className="min-w-0 break-words">
              <code>{body.code}</code> {findingWords(body.code)}{' '}
              <span className="text-1 text-ink-2">
                <Time at={body.at_ms} />
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Check, CircleDashed, CircleX, ExternalLink, LoaderCircle } from 'lucide-react';
import { useRef } from 'react';
import { Time } from '../time/Time.tsx';
import { Card } from '../ui/Card.tsx';
import { isBuilt, type ProgressItem, sandboxProgressQuery } from './sandbox-progress.ts';

const STATES = {
  done: { icon: Check, word: 'done', look: 'text-ok' },
  running: { icon: LoaderCircle, word: 'running', look: 'text-accent animate-spin' },
  waiting: { icon: CircleDashed, word: 'waiting', look: 'text-ink-3' },
  failed: { icon: CircleX, word: 'failed', look: 'text-bad' },
} as const;

/** How far the sandbox is built, step by step; one line once it stands, nothing for those who came later. */
export function SandboxBuilding() {
  const { data } = useQuery(sandboxProgressQuery);
  const wasBuilding = useRef(false);
  // Nothing reported: a control plane that runs without npm start (in tests).
  if (data === undefined || data.length === 0) return null;
  const built = isBuilt(data);
  if (!built) wasBuilding.current = true;
  if (built && !wasBuilding.current) return null;
  return (
    <Card
      title={built ? 'The sandbox is ready' : 'The sandbox is being built'}
      note={`${data.filter(({ state }) => state === 'done').length} of ${data.length} steps`}
      flush
    >
      {built ? (
        <details>
          <summary className="px-4 py-2.5 text-ink-2">
            Every step is done; the demo’s first proposal waits for a decision.
          </summary>
          <ProgressList items={data} />
        </details>
      ) : (
        <ProgressList items={data} />
      )}
    </Card>
  );
}

function ProgressList({ items }: { items: readonly ProgressItem[] }) {
  return (
    <ol>
      {items.map(({ detail, id, label, state, updated_at }) => {
        const { icon: Icon, look, word } = STATES[state];
        return (
          <li
            key={id}
            className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-3 border-t border-line px-4 py-2 first:border-t-0"
          >
            <Icon aria-hidden="true" size={16} className={`mt-0.5 ${look}`} />
            <span className="min-w-0 break-words">
              <span className={state === 'waiting' ? 'text-ink-2' : 'font-[550]'}>{label}</span>
              <span className="sr-only">{`: ${word}`}</span>
              {detail !== '' && <span className="block text-1 text-ink-2">{detail}</span>}
            </span>
            {state !== 'waiting' && (
              <span className="text-1 text-ink-3">
                <Time at={updated_at} />
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Where the sandbox's own pages are. */
export function SandboxLine() {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-1 text-ink-3">
      <span>This is a sandbox.</span>
      <a href="/sandbox/outbox" className="link inline-flex items-center gap-1" target="_blank" rel="noreferrer">
        E-mails of the sandbox
        <ExternalLink aria-hidden="true" size={12} />
      </a>
      <a href="/docs" className="link inline-flex items-center gap-1" target="_blank" rel="noreferrer">
        API documentation
        <ExternalLink aria-hidden="true" size={12} />
      </a>
    </p>
  );
}

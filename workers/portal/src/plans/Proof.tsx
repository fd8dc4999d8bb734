import { formatDuration } from '@modekeeper/evidence/format-time';
import { Check, CircleDashed, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatRelative } from '../time/format.ts';
import { useNow } from '../time/use-now.ts';
import { Card } from '../ui/Card.tsx';
import { newestReportOf, type PlanDetail } from './documents.ts';
import { GATE_WORDS } from './gate-words.ts';
import { reasonWords } from './reason-words.ts';
import { ruleResults } from './rule-results.ts';

/** A report older than this is made again before anything is sent (safety.md, gate 3). */
const VALID_MS = 600_000;
const UNDECIDED = ['verified', 'approved', 'dispatched'];

type Result = 'holds' | 'fails' | 'not_shown';

/** What the API server said to the very request, and every gate and rule that was evaluated with it. */
export function Proof({ plan }: { plan: PlanDetail }) {
  const report = newestReportOf(plan);
  if (report === undefined) {
    return (
      <Card title="Proof" note="not yet">
        <p className="text-ink-2">
          {plan.state === 'proposed' || plan.state === 'verifying'
            ? 'The connector will ask the API server, by dry run, what it would store. What it answers shows here.'
            : 'The plan ended before the API server was asked.'}
        </p>
      </Card>
    );
  }
  const { blocker, gates, items } = report;
  return (
    <Card title="Proof" note={<Freshness plan={plan} finished_ms={report.finished_at * 1_000} />} flush>
      <ul className="grid">
        {items.map(({ dry_run, name, namespace, object }) => (
          <Row
            key={object}
            result={dry_run.ok ? 'holds' : dry_run.attempted ? 'fails' : 'not_shown'}
            note={dry_run.ok ? `dry run of ${object}` : (dry_run.stderr ?? 'not attempted')}
          >
            {dry_run.ok ? 'Server would store exactly the difference' : `Server refuses ${namespace}/${name}`}
          </Row>
        ))}
        {gates.map(({ gate, ok, reason }) => (
          <Row key={gate} result={ok ? 'holds' : 'fails'} note={gate === 'passport' && ok ? undefined : reasonNote(reason)}>
            {ok ? GATE_WORDS[gate].open : GATE_WORDS[gate].closed}
            {gate === 'passport' && <Rules gate={{ ok, reason }} />}
          </Row>
        ))}
        {!gates.some(({ gate }) => gate === 'approval') && (
          <Row
            result="not_shown"
            note={
              plan.dispatched_at === null
                ? 'Evaluated in the cluster when the plan is sent.'
                : 'Evaluated in the cluster directly before anything was sent.'
            }
          >
            Approval
          </Row>
        )}
      </ul>
      {blocker !== null && (
        <p className="border-t border-line px-4 py-2.5 text-bad">
          {reasonWords(blocker.kind)}
          {blocker.detail !== null && <code className="block break-words text-ink-2">{blocker.detail}</code>}
        </p>
      )}
    </Card>
  );
}

function reasonNote(reason: string | null): string | undefined {
  return reason === null ? undefined : reasonWords(reason);
}

const ICONS = {
  holds: { icon: Check, className: 'text-ok', label: 'holds' },
  fails: { icon: X, className: 'text-bad', label: 'fails' },
  not_shown: { icon: CircleDashed, className: 'text-ink-3', label: 'not evaluated' },
};

function Row({ children, note, result }: { result: Result; note?: string | undefined; children: ReactNode }) {
  const { className, icon: Icon, label } = ICONS[result];
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 border-t border-line px-4 py-2.5 first:border-t-0">
      <Icon role="img" aria-label={label} size={14} className={`mt-[3px] ${className}`} />
      <div className="min-w-0">
        {children}
        {note !== undefined && <span className="block text-1 break-words text-ink-3">{note}</span>}
      </div>
    </li>
  );
}

function Rules({ gate }: { gate: { ok: boolean; reason: string | null } }) {
  const results = ruleResults(gate);
  const holding = results.filter(({ result }) => result === 'holds').length;
  return (
    <details className="text-1 text-ink-2">
      <summary className="w-fit text-ink-3 hover:text-ink">
        {gate.ok ? `all ${results.length} rules hold` : `${holding} rules hold; the first that fails is named`}
      </summary>
      <ul className="grid gap-1 pt-1.5 pb-1">
        {results.map(({ result, rule, words }) => {
          const { className, icon: Icon, label } = ICONS[result];
          return (
            <li key={rule} className="flex items-start gap-2">
              <Icon role="img" aria-label={label} size={12} className={`mt-[3px] shrink-0 ${className}`} />
              {words}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Freshness({ finished_ms, plan }: { plan: PlanDetail; finished_ms: number }) {
  const now_ms = useNow();
  const age_ms = now_ms - finished_ms;
  const ago = `verified ${formatRelative(Math.min(finished_ms, now_ms), now_ms)}`;
  if (!UNDECIDED.includes(plan.state)) return ago;
  return age_ms < VALID_MS
    ? `${ago}, valid ${formatDuration(VALID_MS - age_ms)} more`
    : `${ago}: made again by the connector before it sends anything, because it is older than 10 min`;
}

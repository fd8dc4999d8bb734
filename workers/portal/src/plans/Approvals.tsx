import { isUndecidedPlanState } from '@modekeeper/contracts/plan-state-names';
import { Time } from '../time/Time.tsx';
import { Card } from '../ui/Card.tsx';
import { Copy } from '../ui/Copy.tsx';
import { type PlanDetail, payloadsOf } from './documents.ts';
import { PersonName } from './PersonName.tsx';
import { PLAN_STATE_WORDS } from './state-words.ts';

const LEVELS: Record<string, string> = {
  L0: 'signed by the control plane',
  L1: 'signed with a pinned key',
  L2: 'signed with one of several pinned keys',
};

/** Who said yes to which effect, when, with which key and at which level. */
export function Approvals({ plan }: { plan: PlanDetail }) {
  const approvals = payloadsOf(plan, 'approval');
  const resolutions = payloadsOf(plan, 'resolution');
  return (
    <Card title="Approvals" note={approvals.length === 0 ? 'none' : undefined} flush={approvals.length > 0}>
      {approvals.length === 0 ? (
        <p className="text-ink-2">
          {isUndecidedPlanState(plan.state) ? 'Nobody has decided yet.' : 'Nobody approved this plan.'} The cluster’s chart sets
          how many keys it takes; the cloud cannot lower it.
        </p>
      ) : (
        <ul>
          {approvals.map(({ approver, effect_digest, expires_at, issued_at, level, nonce }) => (
            <li key={nonce} className="grid gap-1 border-t border-line px-4 py-3 first:border-t-0">
              <span className="font-[550]">
                <PersonName id={approver.id} /> <span className="font-normal text-ink-2">approved</span>{' '}
                <span className="font-normal text-ink-2">
                  <Time at={issued_at * 1_000} />
                </span>
              </span>
              <span className="text-1 text-ink-3">
                Level {level}, {LEVELS[level] ?? 'of a newer kind'}; counts once, until <Time at={expires_at * 1_000} />
              </span>
              <span className="flex flex-wrap items-center gap-x-3 text-1 text-ink-3">
                <span className="inline-flex min-w-0 items-center gap-1">
                  Key <Copy text={approver.key_id} label="key id" />
                </span>
                <span className="inline-flex min-w-0 items-center gap-1">
                  Effect <Copy text={effect_digest} label="effect digest" />
                </span>
              </span>
            </li>
          ))}
          {resolutions.map(({ issued_at, nonce, note, person, terminal }) => (
            <li key={nonce} className="grid gap-1 border-t border-line px-4 py-3">
              <span className="font-[550]">
                <PersonName id={person.id} />{' '}
                <span className="font-normal text-ink-2">
                  resolved it as {PLAN_STATE_WORDS[terminal].label.toLowerCase()} <Time at={issued_at * 1_000} />
                </span>
              </span>
              <bdi className="text-1 break-words whitespace-pre-wrap text-ink-2">{note}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

import { Link } from '@tanstack/react-router';
import { CircleCheck, Clock, type LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { Actions } from '../ui/Dialog.tsx';
import { closeKillDialog } from './kill-request.ts';
import { LocalStops } from './LocalStops.tsx';
import { type Reach, reachOf } from './reach.ts';
import { StoppedPlans } from './StoppedPlans.tsx';
import { isSameScope, type KillSwitch, scopeOf, scopeWords } from './scope.ts';
import type { KillFacts } from './use-kill-facts.ts';

type Props = { facts: KillFacts; answer: KillSwitch };

const REACH: Record<Reach, { icon: LucideIcon; look: string; words: string }> = {
  told: { icon: CircleCheck, look: 'text-ok', words: 'reached: its connector has the stop' },
  waits_connector: {
    icon: Clock,
    look: 'text-warn',
    words: 'its connector is away and gets the stop before anything else when it comes back',
  },
  waits_us: { icon: Clock, look: 'text-warn', words: 'could not be reached yet; it is tried until it can' },
};

/** What a stop did: which clusters have it, which get it later, what it ended. */
export function StopOutcome({ answer, facts }: Props) {
  const { clusters, names, snapshots, switches } = facts;
  const scope = scopeOf(answer);
  const rows = reachOf(answer.clusters ?? { reached: [], pending: [] }, clusters, snapshots);
  // The list goes on learning what the stop ends; the answer only knew the first moment.
  const now = switches.data?.find((one) => isSameScope(scopeOf(one), scope)) ?? answer;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Headline>
        Nothing is written in <bdi>{scopeWords(scope, names)}</bdi> from now on.
      </Headline>
      {rows.length === 0 ? (
        <p>No connector is enrolled there yet; one that enrols gets the stop with its first connection.</p>
      ) : (
        <ul className="grid gap-1.5">
          {rows.map(({ cluster_id, reach }) => {
            const { icon: Icon, look, words } = REACH[reach];
            return (
              <li key={cluster_id} className="flex items-start gap-2">
                <Icon aria-hidden="true" size={16} className={`mt-0.5 shrink-0 ${look}`} />
                <span className="min-w-0 break-words">
                  <bdi className="font-[550]">{names.clusters.get(cluster_id) ?? cluster_id}</bdi>: {words}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <div aria-live="polite">
        <StoppedPlans stopped={now.active ? now.stopped : answer.stopped} />
        <p className="text-1 text-ink-3">A plan that was under way ends within seconds and then stands here.</p>
      </div>
      {rows.some(({ reach }) => reach !== 'told') && <LocalStops facts={facts} scope={scope} open />}
      <Ending />
    </div>
  );
}

/** What a lift did. */
export function LiftOutcome({ answer, facts }: Props) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <Headline>
        Changes are possible again in <bdi>{scopeWords(scopeOf(answer), facts.names)}</bdi>, unless another stop covers it.
      </Headline>
      <p>
        Connected clusters obey within seconds; the others are told when they come back. Nothing that was stopped resumes: the
        next proposal is a new plan with its own approval.
      </p>
      <Ending />
    </div>
  );
}

/** Takes the focus, so that the outcome is read out and the keyboard goes on from here. */
function Headline({ children }: { children: ReactNode }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => line.current?.focus(), []);
  return (
    <p ref={line} tabIndex={-1} className="font-[550] break-words outline-none">
      {children}
    </p>
  );
}

function Ending() {
  return (
    <Actions>
      <Link to="/settings/kill-switch" className="link mr-auto self-center" onClick={closeKillDialog}>
        History and sources
      </Link>
      <Button look="primary" className="max-md:min-h-11" onClick={closeKillDialog}>
        Close
      </Button>
    </Actions>
  );
}

import { Link } from '@tanstack/react-router';
import { OctagonX } from 'lucide-react';
import { useAllowed } from '../session/organization.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { closeKillDialog } from './kill-request.ts';
import { localStops } from './local-sources.ts';
import { OverriddenNote } from './OverriddenNote.tsx';
import { Person } from './Person.tsx';
import { KILL_SOURCE_WORDS } from './reading-words.ts';
import { StoppedPlans } from './StoppedPlans.tsx';
import { byWidth, type KillScope, scopeOf, scopeTitle } from './scope.ts';
import type { KillFacts } from './use-kill-facts.ts';

type Props = { facts: KillFacts; onLift(scope: KillScope): void; onStopMore(): void };

/** What is stopped now, by whom and why, each with its way back. */
export function ActiveStops({ facts, onLift, onStopMore }: Props) {
  const lift = useAllowed('kill.lift');
  const { names, snapshots, switches } = facts;
  const active = (switches.data ?? []).filter(({ active: on }) => on).sort((a, b) => byWidth(scopeOf(a), scopeOf(b)));
  return (
    <div className="grid grid-cols-1 gap-4">
      <OverriddenNote facts={facts} />
      {active.length === 0 && <p role="status">No switch of the control plane is on.</p>}
      <ul className="grid gap-3">
        {active.map((one) => (
          <li key={`${one.scope_type}:${one.scope_id}`} className="grid gap-2 rounded-1 border border-bad px-3 py-2.5">
            <p className="flex items-start gap-2 font-[550]">
              <OctagonX aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-bad" />
              <bdi className="min-w-0 break-words">{scopeTitle(scopeOf(one), names)}</bdi>
            </p>
            <p className="text-ink-2">
              <bdi className="break-words">{one.reason}</bdi> · <Person id={one.changed_by} />, <Time at={one.changed_at} />
            </p>
            <StoppedPlans stopped={one.stopped} />
            <Button className="justify-self-end max-md:min-h-11" forbidden={lift.reason} onClick={() => onLift(scopeOf(one))}>
              Lift…
            </Button>
            {lift.reason !== null && <p className="text-right text-1 text-ink-2">{lift.reason}</p>}
          </li>
        ))}
        {localStops(snapshots).map((stop) => (
          <li
            key={`${stop.cluster_id} ${stop.source} ${stop.name}`}
            className="grid gap-1 rounded-1 border border-bad px-3 py-2.5"
          >
            <p className="font-[550]">
              Stopped inside cluster <bdi>{names.clusters.get(stop.cluster_id) ?? stop.cluster_id}</bdi>
            </p>
            <p className="text-ink-2">
              {KILL_SOURCE_WORDS[stop.source]} <code>{stop.name}</code>. It is turned off where it was turned on; nobody can lift
              it from here.
            </p>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Link to="/settings/kill-switch" className="link" onClick={closeKillDialog}>
          History and sources
        </Link>
        <Button look="danger-outline" className="max-md:min-h-11" onClick={onStopMore}>
          Stop more…
        </Button>
      </div>
    </div>
  );
}

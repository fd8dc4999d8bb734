import { CircleCheck, OctagonX } from 'lucide-react';
import { useAllowed } from '../session/organization.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { openKillDialog } from './kill-request.ts';
import { Person } from './Person.tsx';
import { StoppedPlans } from './StoppedPlans.tsx';
import { type KillSwitch, type ScopeNames, scopeOf, scopeTitle, scopeWords } from './scope.ts';

/** As many as the API tells. */
const HISTORY_SHOWN = 50;

/** One switch: state, reason, what it ended, its history, and the way to move it. */
export function SwitchRow({ names, one }: { one: KillSwitch; names: ScopeNames }) {
  const lift = useAllowed('kill.lift');
  const engage = useAllowed('kill.engage');
  const scope = scopeOf(one);
  const words = scopeWords(scope, names);
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <Chip tone={one.active ? 'bad' : 'neutral'} icon={one.active ? OctagonX : CircleCheck}>
              {one.active ? 'Stopped' : 'Lifted'}
            </Chip>
            <bdi className="min-w-0 font-[550] break-words">{scopeTitle(scope, names)}</bdi>
          </p>
          <p className="break-words text-ink-2">
            <bdi>{one.reason}</bdi> · <Person id={one.changed_by} />, <Time at={one.changed_at} />
          </p>
        </div>
        {one.active ? (
          <Button
            className="max-md:min-h-11"
            forbidden={lift.reason}
            aria-label={`Lift the stop of ${words}`}
            onClick={() => openKillDialog('lift', scope)}
          >
            Lift…
          </Button>
        ) : (
          <Button
            look="danger-outline"
            className="max-md:min-h-11"
            forbidden={engage.reason}
            aria-label={`Stop again: ${words}`}
            onClick={() => openKillDialog('stop', scope)}
          >
            Stop again…
          </Button>
        )}
      </div>
      {one.active && <StoppedPlans stopped={one.stopped} />}
      <details>
        <summary className="text-ink-2">
          History ({one.history.length >= HISTORY_SHOWN ? `last ${HISTORY_SHOWN}` : one.history.length})
        </summary>
        <ol className="mt-1 grid gap-1 border-l border-line pl-3">
          {one.history.map(({ active, at, changed_by, reason }) => (
            <li key={`${at} ${String(active)}`} className="min-w-0 break-words">
              <span className="font-[550]">{active ? 'Stopped' : 'Lifted'}</span> <Time at={at} /> by <Person id={changed_by} />:{' '}
              <bdi className="text-ink-2">{reason}</bdi>
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

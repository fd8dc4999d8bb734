import { type FormEvent, useRef, useState } from 'react';
import { useAllowed } from '../session/organization.ts';
import { Time } from '../time/Time.tsx';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { remainingStops } from './affected.ts';
import { Person } from './Person.tsx';
import { ReasonField } from './ReasonField.tsx';
import { isSameScope, type KillScope, type KillSwitch, scopeOf, scopeTitle, scopeWords } from './scope.ts';
import { activeScopes } from './stop-state.ts';
import type { KillFacts } from './use-kill-facts.ts';
import { useLift } from './use-set-kill.ts';

const REASONS = ['Incident closed', 'False alarm', 'Maintenance over'];

type Props = { facts: KillFacts; scope: KillScope; onLifted(answer: KillSwitch): void };

/** Why, and a second factor: then changes are possible again. */
export function LiftForm({ facts, onLifted, scope }: Props) {
  const { allowed, reason: forbidden } = useAllowed('kill.lift');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const lift = useLift(onLifted);
  const switches = facts.switches.data ?? [];
  const current = switches.find((one) => isSameScope(scopeOf(one), scope));
  const remaining = remainingStops(activeScopes(switches), scope);
  const error = reason.trim() === '' ? 'Say why it is safe again; one word will do.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!allowed || lift.isPending) return;
    setTried(true);
    if (error === null) lift.mutate({ scope, reason: reason.trim() });
    else form.current?.querySelector<HTMLElement>('[name="reason"]')?.focus();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      {current?.active === false && (
        <p role="status" className="rounded-1 bg-info-soft px-3 py-2 text-info">
          Somebody has lifted it meanwhile: <Person id={current.changed_by} />, <Time at={current.changed_at} />.
        </p>
      )}
      {current?.active === true && (
        <p className="text-ink-2">
          Stopped by <Person id={current.changed_by} /> <Time at={current.changed_at} />: <bdi>{current.reason}</bdi>
        </p>
      )}
      <section aria-label="What happens" className="grid gap-1.5 rounded-1 bg-warn-soft px-3 py-2.5">
        <p className="font-[550] break-words">
          Changes become possible again in <bdi>{scopeWords(scope, facts.names)}</bdi>, within seconds where the connector is
          connected.
        </p>
        <ul className="grid list-disc gap-1 pl-5">
          <li>Nothing that was stopped resumes: a plan that ended stays ended, and the next one needs its own approval.</li>
          <li>Plans that wait for approval can be approved and applied again.</li>
          <li>A stop that was set inside a cluster (annotation, ConfigMap, file, environment) stays until it is lifted there.</li>
          {remaining.length > 0 && (
            <li>
              Stays stopped: <bdi>{remaining.map((one) => scopeTitle(one, facts.names)).join(', ')}</bdi>.
            </li>
          )}
        </ul>
      </section>
      <ReasonField value={reason} onChange={setReason} offers={REASONS} error={tried ? error : null} />
      {lift.error !== null && <Failure error={lift.error} />}
      <Button type="submit" look="primary" busy={lift.isPending} forbidden={forbidden} className="w-full max-md:min-h-12">
        Lift the stop
      </Button>
      <p className="text-1 text-ink-3">
        {forbidden ?? 'A second factor is asked for, unless you gave one in the last 5 minutes.'}
      </p>
    </form>
  );
}

import { type FormEvent, useRef, useState } from 'react';
import { useAllowed } from '../session/organization.ts';
import { Button } from '../ui/Button.tsx';
import { Failure } from '../ui/Failure.tsx';
import { TextField } from '../ui/Field.tsx';
import { LocalStops } from './LocalStops.tsx';
import { ReasonField } from './ReasonField.tsx';
import { ScopeChoice } from './ScopeChoice.tsx';
import { StopConsequences } from './StopConsequences.tsx';
import { type KillScope, type KillSwitch, scopeName } from './scope.ts';
import { isTypedName } from './typed-name.ts';
import type { KillFacts } from './use-kill-facts.ts';
import { useStop } from './use-set-kill.ts';

const REASONS = ['Incident under way', 'Loss is diverging', 'Maintenance'];

type Props = { facts: KillFacts; first: KillScope | null; onStopped(answer: KillSwitch): void };

/** Scope, consequences, reason, the scope's name typed: then everything in it stops. */
export function StopForm({ facts, first, onStopped }: Props) {
  const { allowed, reason: forbidden } = useAllowed('kill.engage');
  const [scope, setScope] = useState<KillScope>(first ?? { type: 'organization', id: facts.organization.id });
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const stop = useStop(onStopped);
  const name = scopeName(scope, facts.names);
  const reasonError = reason.trim() === '' ? 'Say why; one word will do.' : null;
  const typedError = isTypedName(typed, name) ? null : `This is not the name yet. Type: ${name}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!allowed || stop.isPending) return;
    setTried(true);
    if (reasonError === null && typedError === null) return stop.mutate({ scope, reason: reason.trim() });
    form.current?.querySelector<HTMLElement>(`[name="${reasonError === null ? 'typed' : 'reason'}"]`)?.focus();
  };
  const unanswered = stop.error?.status === 0;
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
      <ScopeChoice facts={facts} chosen={scope} onChoose={setScope} />
      <StopConsequences facts={facts} scope={scope} />
      <ReasonField value={reason} onChange={setReason} offers={REASONS} error={tried ? reasonError : null} />
      <TextField
        label="Type the name of what you stop"
        name="typed"
        className="max-md:text-3"
        hint={
          <>
            Exactly <bdi className="font-[550] break-words text-ink select-all">{name}</bdi>
          </>
        }
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        error={tried ? typedError : null}
        onChange={(event) => setTyped(event.target.value)}
      />
      {/* On a phone it stays under the thumb, however far the form is scrolled. */}
      <div className="grid grid-cols-1 gap-2 bg-raised max-md:sticky max-md:-bottom-5 max-md:-mx-5 max-md:border-t max-md:border-line max-md:px-5 max-md:py-3">
        {unanswered && (
          <p role="alert" className="font-[550] text-bad">
            No answer came, so it is not known whether the stop arrived. Press again: it counts once. If it keeps failing, stop in
            the cluster, as below.
          </p>
        )}
        {stop.error !== null && !unanswered && <Failure error={stop.error} />}
        {forbidden !== null && <p className="text-1 text-ink-2">{forbidden}</p>}
        <Button type="submit" look="danger" busy={stop.isPending} forbidden={forbidden} className="max-md:min-h-12">
          <span className="truncate">
            Stop changes in <bdi>{name}</bdi>
          </span>
        </Button>
      </div>
      <LocalStops facts={facts} scope={scope} open={unanswered} />
    </form>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CONTROL, Dialog } from '../ui/Dialog.tsx';
import { ActiveStops } from './ActiveStops.tsx';
import { closeKillDialog, type KillRequest } from './kill-request.ts';
import { LiftForm } from './LiftForm.tsx';
import { LiftOutcome, StopOutcome } from './Outcome.tsx';
import { pageScope } from './page-scope.ts';
import { StopForm } from './StopForm.tsx';
import type { KillScope, KillSwitch } from './scope.ts';
import { activeScopes } from './stop-state.ts';
import { type KillFacts, useKillFacts } from './use-kill-facts.ts';

type View =
  | { name: 'active' }
  | { name: 'stop'; scope: KillScope | null }
  | { name: 'lift'; scope: KillScope }
  | { name: 'stopped'; answer: KillSwitch }
  | { name: 'lifted'; answer: KillSwitch };

const TITLES: Record<View['name'], string> = {
  active: 'What is stopped',
  stop: 'Stop changes',
  lift: 'Lift a stop',
  stopped: 'Changes are stopped',
  lifted: 'The stop is lifted',
};

/** Stopping and lifting, wherever in the portal it was asked for. */
export function KillDialog({ request }: { request: KillRequest }) {
  const facts = useKillFacts();
  const queries = useQueryClient();
  const { pathname } = useLocation();
  const page = pageScope(pathname, queries, facts.organization.id);
  const [view, setView] = useState<View>(() => firstView(request, facts, page));
  return (
    <Dialog open onOpenChange={closeKillDialog} title={TITLES[view.name]}>
      <View name={view.name}>{bodyOf(view, facts, page, setView)}</View>
    </Dialog>
  );
}

/** The focus follows from one view to the next: the button that led there is gone. */
function View({ children, name }: { name: View['name']; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    place.current?.querySelector<HTMLElement>(CONTROL)?.focus();
  }, [name]);
  return (
    <div ref={place} className="grid grid-cols-1">
      {children}
    </div>
  );
}

function firstView({ scope, view }: KillRequest, { switches }: KillFacts, page: KillScope | null): View {
  if (view === 'lift' && scope !== null) return { name: 'lift', scope };
  if (view === 'auto' && activeScopes(switches.data ?? []).length > 0) return { name: 'active' };
  return { name: 'stop', scope: scope ?? page };
}

function bodyOf(view: View, facts: KillFacts, page: KillScope | null, go: (view: View) => void): ReactNode {
  switch (view.name) {
    case 'active':
      return (
        <ActiveStops
          facts={facts}
          onLift={(scope) => go({ name: 'lift', scope })}
          onStopMore={() => go({ name: 'stop', scope: page })}
        />
      );
    case 'stop':
      return <StopForm facts={facts} first={view.scope} onStopped={(answer) => go({ name: 'stopped', answer })} />;
    case 'lift':
      return <LiftForm facts={facts} scope={view.scope} onLifted={(answer) => go({ name: 'lifted', answer })} />;
    case 'stopped':
      return <StopOutcome facts={facts} answer={view.answer} />;
    case 'lifted':
      return <LiftOutcome facts={facts} answer={view.answer} />;
  }
}

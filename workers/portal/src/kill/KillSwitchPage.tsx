import { CircleCheck, OctagonX } from 'lucide-react';
import { Card } from '../ui/Card.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { ClusterSources } from './ClusterSources.tsx';
import { LocalStops } from './LocalStops.tsx';
import { OverriddenNote } from './OverriddenNote.tsx';
import { SwitchRow } from './SwitchRow.tsx';
import { byWidth, scopeOf } from './scope.ts';
import { type KillFacts, useKillFacts } from './use-kill-facts.ts';

/** Every switch: what it stops, what it ended, who moved it and why; and what the clusters themselves read. */
export function KillSwitchPage() {
  const facts = useKillFacts();
  const { organization, switches } = facts;
  return (
    <Page
      title="Kill switch"
      lead="An absolute stop for every write: changes, dry runs and rollbacks alike. On is obeyed at once; lifting resumes nothing."
    >
      <OverriddenNote facts={facts} />
      <Card title="Switches of the control plane" note="what is on comes first" flush>
        {switches.data !== undefined ? (
          <Switches facts={facts} items={switches.data} />
        ) : switches.error !== null ? (
          <div className="p-4">
            <Failure error={switches.error} onRetry={() => void switches.refetch()} />
          </div>
        ) : (
          <SkeletonRows rows={3} label="switches" />
        )}
      </Card>
      <ClusterSources facts={facts} />
      <LocalStops facts={facts} scope={{ type: 'organization', id: organization.id }} open={false} />
    </Page>
  );
}

function Switches({ facts, items }: { facts: KillFacts; items: NonNullable<KillFacts['switches']['data']> }) {
  if (items.length === 0) {
    return (
      <Empty title="No switch was ever moved">
        Changes are allowed everywhere, as far as the control plane is asked. “Stop changes…” is in the header of every page.
      </Empty>
    );
  }
  const on = items.filter(({ active }) => active).sort((left, right) => byWidth(scopeOf(left), scopeOf(right)));
  const rows = [...on, ...items.filter(({ active }) => !active)];
  return (
    <>
      <p className="flex items-center gap-2 px-4 py-3 font-[550]">
        {on.length === 0 ? (
          <CircleCheck aria-hidden="true" size={16} className="text-ok" />
        ) : (
          <OctagonX aria-hidden="true" size={16} className="text-bad" />
        )}
        {on.length === 0 ? 'Changes are allowed: none is on.' : on.length === 1 ? '1 stop is on.' : `${on.length} stops are on.`}
      </p>
      <ul>
        {rows.map((one) => (
          <SwitchRow key={`${one.scope_type}:${one.scope_id}`} one={one} names={facts.names} />
        ))}
      </ul>
    </>
  );
}

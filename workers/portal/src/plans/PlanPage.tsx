import { changesInShort } from '@modekeeper/engine/knob-words';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFollow } from '../live/use-live.ts';
import { PageMissing } from '../router/PageMissing.tsx';
import { useScope } from '../session/organization.ts';
import { Card } from '../ui/Card.tsx';
import { Failure } from '../ui/Failure.tsx';
import { useDocumentTitle } from '../ui/use-document-title.ts';
import { After } from './After.tsx';
import { Approvals } from './Approvals.tsx';
import { DecisionHeader } from './DecisionHeader.tsx';
import { Documents } from './Documents.tsx';
import { effectOf, type PlanDetail } from './documents.ts';
import { ClusterName } from './PersonName.tsx';
import { PlanSkeleton } from './PlanSkeleton.tsx';
import { Proof } from './Proof.tsx';
import { planQuery } from './queries.ts';
import { Remains } from './Remains.tsx';
import { Resolve } from './Resolve.tsx';
import { ServerDiff } from './ServerDiff.tsx';
import { Timeline } from './Timeline.tsx';
import { WhatChanges } from './WhatChanges.tsx';
import { Why } from './Why.tsx';

const route = getRouteApi('/app/plans/$id');

/** May this happen, and did it help? */
export function PlanPage() {
  const { id } = route.useParams();
  const { organization } = useScope();
  const { data: plan, error, refetch } = useQuery(planQuery(organization.id, id));
  useDocumentTitle(plan === undefined ? 'Plan' : `${changesInShort(plan.changes)} on ${plan.target.name}`);
  useFollow(plan === undefined ? [] : [plan.cluster_id]);
  if (plan !== undefined) return <Loaded plan={plan} />;
  if (error === null) return <PlanSkeleton />;
  if (error.status === 404) return <PageMissing />;
  return (
    <div className="grid gap-4">
      <h1>Plan</h1>
      <Failure error={error} onRetry={() => void refetch()} />
    </div>
  );
}

function Loaded({ plan }: { plan: PlanDetail }) {
  const { cluster_id, target } = plan;
  return (
    <div className="grid min-w-0 gap-4">
      <nav aria-label="Breadcrumb" className="flex flex-wrap items-center gap-1 text-1 text-ink-3">
        <Link to="/plans" className="no-underline hover:underline">
          Plans
        </Link>
        {' / '}
        <Link to="/plans" search={{ cluster: cluster_id }} className="no-underline hover:underline">
          <ClusterName id={cluster_id} />
        </Link>
        {' / '}
        <Link
          to="/plans"
          search={{ cluster: cluster_id, target: `${target.namespace}/${target.name}` }}
          className="no-underline hover:underline"
        >
          {target.namespace}/{target.name}
        </Link>
      </nav>
      <DecisionHeader plan={plan} />
      <div className="grid min-w-0 grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)] items-start gap-4 max-lg:grid-cols-1">
        <div className="grid min-w-0 gap-4">
          <Remains plan={plan} />
          <Resolve plan={plan} />
          <After plan={plan} />
          <WhatChanges plan={plan} />
          <Why plan={plan} />
          <Difference plan={plan} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Proof plan={plan} />
          <Approvals plan={plan} />
          <Timeline plan={plan} />
          <Documents plan={plan} />
        </div>
      </div>
    </div>
  );
}

function Difference({ plan }: { plan: PlanDetail }) {
  const effect = effectOf(plan);
  if (effect === null) return null;
  const { kind, name, namespace } = plan.target;
  return (
    <Card title="Server diff" note={`${namespace}/${kind}/${name}, as the API server would store it`} flush>
      {effect.objects.map(({ changes, uid }) => (
        <ServerDiff key={uid} changes={changes} label={`Difference of ${namespace}/${name}`} />
      ))}
    </Card>
  );
}

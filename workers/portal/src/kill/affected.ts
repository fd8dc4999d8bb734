import type { Api } from '../api/types.ts';
import { clusterOf, isSameScope, type KillScope } from './scope.ts';

type Plan = Pick<Api<'Plan'>, 'cluster_id' | 'target' | 'state'>;

/** The plans that lie in a scope. */
export function affectedPlans<Some extends Plan>(plans: readonly Some[], scope: KillScope): Some[] {
  return plans.filter(({ cluster_id, target }) => {
    if (scope.type === 'organization') return true;
    if (scope.type === 'cluster') return cluster_id === scope.id;
    return scope.id === `${cluster_id}/${target.namespace}/${target.name}`;
  });
}

/** Stops that go on covering all or a part of a scope when its own is lifted. */
export function remainingStops(active: readonly KillScope[], lifted: KillScope): KillScope[] {
  return active.filter((scope) => !isSameScope(scope, lifted) && (isInside(scope, lifted) || isInside(lifted, scope)));
}

function isInside(inner: KillScope, outer: KillScope): boolean {
  return outer.type === 'organization' || (outer.type === 'cluster' && clusterOf(inner) === outer.id) || inner.id === outer.id;
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api } from '../api/types.ts';
import { useScope } from '../session/organization.ts';
import { Failure } from '../ui/Failure.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { mergePlans } from './merge-plans.ts';
import { NoPlans } from './NoPlans.tsx';
import { PlanRows } from './PlanRows.tsx';
import { type PlanFilter, planHeadQuery, planPagesQuery } from './queries.ts';

type Props = { clusters: readonly Api<'Cluster'>[]; filter: PlanFilter; hasClusters: boolean };

/** The plans that the filter lets through: pages as far as somebody has scrolled, and whatever is new. */
export function PlanList({ clusters, filter, hasClusters }: Props) {
  const { organization } = useScope();
  const pages = useInfiniteQuery(planPagesQuery(organization.id, filter));
  const { data: head } = useQuery(planHeadQuery(organization.id, filter));
  const plans = useMemo(
    () => mergePlans(pages.data?.pages.flatMap(({ items }) => items) ?? [], head?.items ?? [], filter.group),
    [pages.data, head, filter.group],
  );
  const names = useMemo(() => new Map(clusters.map(({ id, name }) => [id, name])), [clusters]);
  const again = () => void pages.refetch();
  if (pages.isPending) {
    return (
      <div className="rounded-1 border border-line bg-surface shadow-card">
        <SkeletonRows rows={12} label="plans" />
      </div>
    );
  }
  if (pages.isError && plans.length === 0) return <Failure error={pages.error} onRetry={again} />;
  if (plans.length === 0) return <NoPlans filter={filter} hasClusters={hasClusters} />;
  return (
    <>
      <PlanRows
        // Another filter is another list: it begins at its top.
        key={JSON.stringify(filter)}
        plans={plans}
        clusterNames={names}
        hasMore={pages.hasNextPage}
        isLoadingMore={pages.isFetchingNextPage}
        onMore={() => void pages.fetchNextPage()}
      />
      {pages.isFetchNextPageError && <Failure error={pages.error} onRetry={() => void pages.fetchNextPage()} />}
    </>
  );
}

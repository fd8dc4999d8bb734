import { Skeleton } from '../ui/Skeleton.tsx';

/** The page of a plan before it was read, in its final layout. */
export function PlanSkeleton() {
  return (
    <div role="status" className="grid min-w-0 gap-4">
      <h1 className="sr-only">Plan</h1>
      <span className="sr-only">Loading the plan</span>
      <Skeleton className="h-[17px] w-72" />
      <div className="grid gap-3 rounded-1 border border-line bg-surface px-5 py-4 shadow-card">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="h-6 w-3/5" />
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-2/5" />
        <Skeleton className="h-16 w-full" />
      </div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)] items-start gap-4 max-lg:grid-cols-1">
        <div className="grid gap-4">
          <Block height="h-44" />
          <Block height="h-96" />
        </div>
        <div className="grid gap-4">
          <Block height="h-80" />
          <Block height="h-56" />
        </div>
      </div>
    </div>
  );
}

function Block({ height }: { height: string }) {
  return (
    <div className={`grid content-start gap-4 rounded-1 border border-line bg-surface px-4 py-3.5 shadow-card ${height}`}>
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-3/4" />
    </div>
  );
}

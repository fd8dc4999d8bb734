import { Skeleton } from '../../ui/Skeleton.tsx';

/** The page's layout before the passport is there. */
export function PassportSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading the passport</span>
      <Skeleton className="h-5 w-2/5" />
      <div className="flex gap-6 border-b border-line pb-3">
        <Skeleton className="h-4 w-16" />
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-4 w-20" />
        <Skeleton className="h-4 w-28 max-md:hidden" />
      </div>
      <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
        <Skeleton className="h-120 w-full" />
        <Skeleton className="h-120 w-full max-lg:hidden" />
      </div>
    </div>
  );
}

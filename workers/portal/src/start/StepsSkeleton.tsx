import { Skeleton } from '../ui/Skeleton.tsx';
import { STEPS } from './address.ts';

/** The list of steps while it is being read. */
export function StepsSkeleton() {
  return (
    <div role="status" className="grid">
      <span className="sr-only">Loading the steps</span>
      {STEPS.map((id) => (
        <div key={id} className="flex h-14 items-start gap-3">
          <Skeleton className="size-7 shrink-0 rounded-full" />
          <Skeleton className="mt-1.5 h-4 w-64 max-w-full" />
        </div>
      ))}
    </div>
  );
}

import { Failure } from '../ui/Failure.tsx';

/** In place of a page that could not be shown. */
export function PageFailure({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return (
    <main className="mx-auto grid max-w-2xl gap-4 px-6 py-10 max-md:px-3">
      <h1>This page could not be shown</h1>
      <Failure error={error} onRetry={onRetry} />
    </main>
  );
}

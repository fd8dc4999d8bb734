import { useMatch } from '@tanstack/react-router';
import { Failure } from '../ui/Failure.tsx';

/** In place of a page that could not be shown. `framed`: inside the app's frame, which has a main part of its own. */
export function PageFailure({ error, framed = false, onRetry }: { error: unknown; framed?: boolean; onRetry(): void }) {
  const Part = framed ? 'div' : 'main';
  return (
    <Part className="mx-auto grid max-w-2xl gap-4 px-6 py-10 max-md:px-3">
      <h1>This page could not be shown</h1>
      <Failure error={error} onRetry={onRetry} />
    </Part>
  );
}

/** The same for any page: its frame stays, with the navigation and the stop button. */
export function AnyPageFailure({ error, reset }: { error: unknown; reset(): void }) {
  const framed = useMatch({ from: '/app', shouldThrow: false }) !== undefined;
  return <PageFailure error={error} framed={framed} onRetry={reset} />;
}

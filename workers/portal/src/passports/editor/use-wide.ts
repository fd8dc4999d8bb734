import { useSyncExternalStore } from 'react';

/** Tailwind's `lg`: below it two columns are too narrow to work in. */
const query = matchMedia('(min-width: 64rem)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether there is room for two columns. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}

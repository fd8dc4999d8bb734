import { useSyncExternalStore } from 'react';

/** The same border as Tailwind's `md`. */
const WIDE = '(min-width: 48rem)';

/** True on screens that take a table; false on a phone. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(WIDE);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(WIDE).matches,
  );
}

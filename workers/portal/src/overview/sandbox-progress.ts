import { queryOptions } from '@tanstack/react-query';
import { problemOf, unreachable } from '../api/problem.ts';

export type ProgressItem = {
  id: string;
  label: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  detail: string;
  updated_at: string;
};

const POLL_MS = 2_000;

/** Whether the sandbox stands and the demo's first proposal waits for a decision. */
export function isBuilt(items: readonly ProgressItem[]): boolean {
  return items.length > 0 && items.every(({ state }) => state === 'done');
}

/** How far `npm start` is; asked every 2 s until all is done. Not a part of the API, so read by its address. */
export const sandboxProgressQuery = queryOptions({
  queryKey: ['sandbox', 'progress'],
  queryFn: async (): Promise<readonly ProgressItem[]> => {
    let response: Response;
    try {
      response = await fetch('/sandbox/progress', { credentials: 'same-origin' });
    } catch (cause) {
      throw unreachable(cause);
    }
    const body: unknown = await response.json();
    if (!response.ok) throw problemOf(body, response);
    return (body as { items: ProgressItem[] }).items;
  },
  refetchInterval: ({ state }) => (state.data !== undefined && isBuilt(state.data) ? false : POLL_MS),
});

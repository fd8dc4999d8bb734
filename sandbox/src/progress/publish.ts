import type { Step } from './board.ts';

/** Tells the sandbox's page how far it is; only the newest state matters, so at most one request is under way. */
export type Publisher = { publish(steps: Step[]): void; settled(): Promise<void> };

/** Publishes to `/sandbox/progress` of the control plane at `url`. A failed request is reported through `complain`, and the next change tries again. */
export function progressPublisher(url: string, adminToken: string, complain: (why: string) => void): Publisher {
  let wanted: Step[] | undefined;
  let running: Promise<void> | undefined;
  const drain = async () => {
    while (wanted !== undefined) {
      const body = JSON.stringify({ items: wanted.map(asItem) });
      wanted = undefined;
      try {
        const response = await fetch(`${url}/sandbox/progress`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}`, 'modekeeper-request': '1' },
          body,
        });
        if (!response.ok) complain(`/sandbox/progress answered ${response.status}`);
      } catch (cause) {
        complain(cause instanceof Error ? cause.message : String(cause));
      }
    }
    running = undefined;
  };
  return {
    publish(steps) {
      wanted = steps;
      running ??= drain();
    },
    settled: () => running ?? Promise.resolve(),
  };
}

/** A step as the page shows it. */
function asItem({ id, title, state, detail, elapsed_ms }: Step) {
  const time = elapsed_ms === undefined ? '' : `${(elapsed_ms / 1000).toFixed(1)} s`;
  return {
    id,
    label: title,
    state,
    detail: [detail ?? '', time]
      .filter((part) => part !== '')
      .join(', ')
      .slice(0, 500),
  };
}

import { withoutValues } from '../platform/without-values.ts';
import { arm } from './alarm.ts';
import type { GatewayCore } from './core.ts';

/**
 * Runs work after the event that caused it, and sets the alarm for whatever it planned. A defect in it is logged and ends here: the
 * jobs that it left undone stand in the alarm's list.
 */
export function background(core: GatewayCore, name: string, work: () => Promise<unknown>): void {
  core.ctx.waitUntil(
    work()
      .catch((error: unknown) => {
        console.error(
          JSON.stringify({
            event: 'background_failed',
            name,
            reason: error instanceof Error ? `${error.name}: ${withoutValues(error.message)}` : 'unknown',
          }),
        );
      })
      .finally(() => arm(core)),
  );
}

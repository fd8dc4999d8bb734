import { isUnavailable } from '@modekeeper/db';
import { fleetSize } from '../platform/fleet-size.ts';
import { type GatewayCore, now } from './core.ts';
import { readState, writeState } from './store/state.ts';
import { verbCtx } from './verb-ctx.ts';

/** How often an object asks for the size of the fleet, while it is awake for something else. */
const ASK_EVERY_MS = 3_600_000;

/** Keeps the size of the fleet here, so that a welcome needs no database for it: a herd that reconnects must not ask for its own size. */
export async function noteFleet(core: GatewayCore): Promise<void> {
  const at_ms = now();
  if (at_ms - (readState(core.sql, 'fleet')?.at_ms ?? 0) < ASK_EVERY_MS) return;
  try {
    writeState(core.sql, 'fleet', { value: await fleetSize(verbCtx(core, 'gateway').platform, at_ms), at_ms });
  } catch (error) {
    // The next report tries again; until then the number that was known holds.
    if (!isUnavailable(error)) throw error;
  }
}

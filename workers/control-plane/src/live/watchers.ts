import type { GatewayCore } from '../gateway/core.ts';
import { portalSockets } from '../gateway/sockets.ts';

/** Whether a person follows this cluster now. */
export function anybodyWatches(core: GatewayCore): boolean {
  return portalSockets(core).length > 0;
}

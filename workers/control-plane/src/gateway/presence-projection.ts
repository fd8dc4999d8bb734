import { PROJECT_AT_LATEST_MS, plan } from './alarm.ts';
import { type GatewayCore, newUlid, now } from './core.ts';
import { presence } from './presence-view.ts';
import { storeInternal } from './store/inbox.ts';
import { readState, writeState } from './store/state.ts';

/**
 * Tells the database of the cluster's presence, for lists, when its state or cause is another than the one told last: then one row goes
 * through the inbox, in order and with its retries. Nothing is told while nothing changes: the lease itself stays here.
 */
export function projectPresence(core: GatewayCore): void {
  const { cause, last_seen_ms, state } = presence(core);
  const told = readState(core.sql, 'told_presence');
  if (told?.state === state && told.cause === cause) return;
  const at_ms = now();
  writeState(core.sql, 'told_presence', { state, cause });
  storeInternal(core.sql, newUlid(), 'presence', JSON.stringify({ state, cause, last_seen_ms, observed_ms: at_ms }), at_ms);
  plan(core, 'project', at_ms + PROJECT_AT_LATEST_MS, 'sooner');
}

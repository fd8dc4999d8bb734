import type { TrustDocument } from '@modekeeper/contracts';
import { sha256Hex } from '@modekeeper/contracts';
import { isUnavailable } from '@modekeeper/db';
import { currentTrustDocuments } from '../platform/trust-documents.ts';
import { type GatewayCore, now } from './core.ts';
import { pump } from './send.ts';
import { liveSocket } from './sockets.ts';
import { enqueue } from './store/outbox.ts';
import { readState, writeState } from './store/state.ts';
import { verbCtx } from './verb-ctx.ts';

/** How often a connection that lasts is checked for newer documents. */
const CHECK_EVERY_MS = 3_600_000;

/**
 * Queues the documents that prove themselves, each once per boot of the connector: its memory of them may not have survived.
 * `when_stale`: only when the last check is an hour old.
 */
export async function sendTrustDocuments(core: GatewayCore, boot_id: string, when: 'always' | 'when_stale'): Promise<void> {
  const at_ms = now();
  if (when === 'when_stale' && at_ms - (readState(core.sql, 'trust_checked_ms') ?? 0) < CHECK_EVERY_MS) return;
  if (liveSocket(core) === undefined) return;
  try {
    const documents: TrustDocument[] = await currentTrustDocuments(verbCtx(core, 'gateway'));
    for (const document of documents) {
      const body = JSON.stringify(document);
      enqueue(core.storage, { row_id: `trust:${boot_id}:${sha256Hex(body)}`, type: 'trust_document', body }, at_ms);
    }
    writeState(core.sql, 'trust_checked_ms', at_ms);
    pump(core);
  } catch (error) {
    // Not checked, so the next heartbeat tries again.
    if (!isUnavailable(error)) throw error;
    writeState(core.sql, 'trust_checked_ms', 0);
  }
}

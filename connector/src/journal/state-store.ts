import { isModeKeeperError, ModeKeeperError } from '@modekeeper/contracts';
import type { Clock, Log } from '../ports.ts';
import { DurableDocument } from './durable-document.ts';
import type { OwnObject } from './own-object.ts';
import { type ConnectorState, mergeState, newState, stateCodec } from './state-codec.ts';

export interface OpenStateInput {
  readonly object: OwnObject;
  readonly clock: Clock;
  readonly log: Log;
  /** Birth id of the journal that stands now. */
  readonly birth_id: string;
  on_lost(reason: string): void;
}

/**
 * Reads `<release>-state`, or makes a new one. When the journal is another one than before, or there was no state, all
 * cooldowns start now (safety.md, section 3): what was changed last is not known.
 * @throws ModeKeeperError `cluster_unreachable`, `document_invalid`
 */
export async function openState(input: OpenStateInput): Promise<DurableDocument<ConnectorState>> {
  const { object, clock, log, birth_id } = input;
  const read = await object.read();
  if (read.kind === 'failed') throw unreachable(object.name, read.message);
  const now_ms = clock.now_ms();
  const fresh = newState(birth_id, now_ms);
  let value = fresh;
  if (read.kind === 'found') {
    const before = stateCodec.decode(read.data);
    const same = before.journal.birth_id === birth_id;
    if (!same) log.warn({ object: object.name }, 'the journal is a new one: all cooldowns start now');
    value = same ? before : { ...before, journal: fresh.journal };
  }
  const data = stateCodec.encode(value);
  const written = read.kind === 'found' ? await object.replace(data) : await object.create(data);
  if (written.kind !== 'written') throw unreachable(object.name, written.kind === 'failed' ? written.message : written.kind);
  return new DurableDocument({ object, codec: stateCodec, clock, log, merge: mergeState, on_lost: input.on_lost }, value);
}

/** Takes over what an operator wrote into the state meanwhile (a quarantine that was set or cleared). */
export async function refreshQuarantine(object: OwnObject, document: DurableDocument<ConnectorState>): Promise<void> {
  const read = await object.read();
  if (read.kind !== 'found') return;
  let remote: ConnectorState;
  try {
    remote = stateCodec.decode(read.data);
  } catch (error) {
    if (isModeKeeperError(error)) return;
    throw error;
  }
  const merged = mergeState(document.value, remote);
  if (JSON.stringify(merged.apply_state) !== JSON.stringify(document.value.apply_state))
    await document.update((own) => mergeState(own, remote));
}

function unreachable(name: string, why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_unreachable',
    message: `The connector's own ConfigMap (${name}) cannot be read or written: ${why}.`,
    hint: 'Check that the API server answers and that the Role of the release is as the chart made it. The connector tries again.',
  });
}

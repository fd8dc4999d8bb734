import { ModeKeeperError, makeUlid } from '@modekeeper/contracts';
import type { Clock, Log, RandomSource } from '../ports.ts';
import { type Journal, journalCodec, newJournal } from './codec.ts';
import { DurableDocument } from './durable-document.ts';
import { fencingTokenOf } from './fencing.ts';
import type { OwnObject } from './own-object.ts';

export interface OpenJournalInput {
  readonly object: OwnObject;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly log: Log;
  /** Transition count of the Lease that this process holds. */
  readonly fencing_token: number;
  /** Whether it still holds it. */
  held(): boolean;
  on_lost(reason: string): void;
}

export interface OpenedJournal {
  readonly document: DurableDocument<Journal>;
  /** True when there was none: all cooldowns start now. */
  readonly born: boolean;
}

/**
 * Reads the journal, or makes a new one, and writes the fencing token into it before anything else happens: from then on a late
 * write of an earlier process fails by its resourceVersion. The token is above every one that stood there, also when the Lease was
 * deleted and counts anew.
 * @throws ModeKeeperError `cluster_unreachable` when the API server does not let us, `document_invalid` when the journal is broken,
 * `conflict` when the Lease ran out meanwhile
 */
export async function openJournal(input: OpenJournalInput): Promise<OpenedJournal> {
  const { object, clock, random, log } = input;
  const read = await object.read();
  if (read.kind === 'failed') throw unreachable(object.name, read.message);
  const born = read.kind === 'missing';
  const before = born ? newJournal(makeUlid(clock.now_ms(), random.bytes), input.fencing_token) : journalCodec.decode(read.data);
  const fencing_token = born ? input.fencing_token : Math.max(input.fencing_token, before.fencing_token + 1);
  if (!input.held()) throw takenOver(object.name);
  const value: Journal = { ...before, fencing_token };
  const written = born ? await object.create(journalCodec.encode(value)) : await object.replace(journalCodec.encode(value));
  if (written.kind !== 'written') throw unreachable(object.name, written.kind === 'failed' ? written.message : written.kind);
  const document = new DurableDocument<Journal>(
    {
      object,
      codec: journalCodec,
      clock,
      log,
      is_newer: (data) => fencingTokenOf(data) > fencing_token,
      // One writer: what somebody else wrote under our birth id and token is an edit by hand, and ours is the truth.
      merge: (own, remote) => (remote.birth_id === own.birth_id ? own : null),
      on_lost: input.on_lost,
    },
    value,
  );
  return { document, born };
}

function unreachable(name: string, why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_unreachable',
    message: `The connector's own ConfigMap (${name}) cannot be read or written: ${why}.`,
    hint: 'Check that the API server answers and that the Role of the release is as the chart made it. The connector tries again.',
  });
}

/** Somebody else may be the writer by now: nothing is taken over. */
export function takenOver(name: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'conflict',
    message: `The connector's own ConfigMap (${name}) may be another connector's by now: this one's Lease has run out.`,
    hint: 'The connector tries again once it holds the Lease, and stops when another one does. Look for a second connector with the same release name.',
  });
}

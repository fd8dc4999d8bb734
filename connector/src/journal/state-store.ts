import { ModeKeeperError } from '@modekeeper/contracts';
import { type ApplyState, CHORD_CATALOG, EMPTY_LEDGER, KNOB_REGISTRY, restartCooldowns } from '@modekeeper/engine';
import type { Clock, Log } from '../ports.ts';
import { DurableDocument } from './durable-document.ts';
import { fencingTokenOf } from './fencing.ts';
import { takenOver } from './journal-store.ts';
import type { OwnObject } from './own-object.ts';
import { type ConnectorState, mergeState, newState, stateCodec } from './state-codec.ts';

export interface OpenStateInput {
  readonly object: OwnObject;
  readonly clock: Clock;
  readonly log: Log;
  /** Birth id of the journal that stands now. */
  readonly birth_id: string;
  /** Fencing token that this process has written into the journal. */
  readonly fencing_token: number;
  /** True when this installation never had an identity: it cannot have changed anything, so no cooldown is running. */
  readonly first_start: boolean;
  /** `<namespace>/<name>` of every named target. */
  readonly targets: readonly string[];
  on_lost(reason: string): void;
}

/** The apply state of a journal that was lost: nothing is known, so every cooldown of every target starts now; a quarantine stays. */
function restartedApplyState(before: ApplyState, targets: readonly string[], now_ms: number): ApplyState {
  const knobs = KNOB_REGISTRY.map(({ knob }) => knob);
  const chords = CHORD_CATALOG.chords.map(({ id }) => id);
  const restarted = targets.map((target) => {
    const { quarantine } = before.targets[target] ?? EMPTY_LEDGER;
    return [target, { ...restartCooldowns(knobs, chords, now_ms), quarantine: quarantine ?? null }] as const;
  });
  return { ...before, targets: { ...before.targets, ...Object.fromEntries(restarted) } };
}

/**
 * Reads `<release>-state`, or makes a new one. When the journal is another one than before, or there was no state, all
 * cooldowns start now (safety.md, section 3): what was changed last is not known. The very first start of an installation is no loss.
 * @throws ModeKeeperError `cluster_unreachable`, `document_invalid`, `conflict` when a newer process has written it
 */
export async function openState(input: OpenStateInput): Promise<DurableDocument<ConnectorState>> {
  const { object, clock, log, birth_id, fencing_token } = input;
  const read = await object.read();
  if (read.kind === 'failed') throw unreachable(object.name, read.message);
  if (read.kind === 'found' && fencingTokenOf(read.data) > fencing_token) throw takenOver(object.name);
  const before = read.kind === 'found' ? stateCodec.decode(read.data) : newState(birth_id);
  let value: ConnectorState = { ...before, journal: { ...before.journal, fencing_token } };
  if (read.kind === 'found' ? before.journal.birth_id !== birth_id : !input.first_start) {
    log.warn({ object: object.name }, 'journal or state is a new one: all cooldowns start now');
    value = {
      ...before,
      journal: { birth_id, fencing_token },
      apply_state: restartedApplyState(before.apply_state, input.targets, clock.now_ms()),
    };
  }
  const data = stateCodec.encode(value);
  const written = read.kind === 'found' ? await object.replace(data) : await object.create(data);
  if (written.kind !== 'written') throw unreachable(object.name, written.kind === 'failed' ? written.message : written.kind);
  const is_newer = (data: Readonly<Record<string, string>>) => fencingTokenOf(data) > fencing_token;
  return new DurableDocument(
    { object, codec: stateCodec, clock, log, merge: mergeState, is_newer, on_lost: input.on_lost },
    value,
  );
}

function unreachable(name: string, why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'cluster_unreachable',
    message: `The connector's own ConfigMap (${name}) cannot be read or written: ${why}.`,
    hint: 'Check that the API server answers and that the Role of the release is as the chart made it. The connector tries again.',
  });
}

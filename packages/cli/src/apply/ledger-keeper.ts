import type { JsonObject } from '@modekeeper/contracts';
import {
  EMPTY_LEDGER,
  knobLeaves,
  type PlanItem,
  parseKnobValue,
  recordChanges,
  setQuarantine,
  type TargetLedger,
} from '@modekeeper/engine';
import type { ReadyItem } from '@modekeeper/kube/kubectl';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import { ledgerOf, readApplyState, withLedger, writeApplyState } from './apply-state.ts';

export type LedgerInput = {
  ready: readonly ReadyItem[];
  /** Their objects before. */
  lives: readonly JsonObject[];
  state_folder: string;
  chords: ReadonlyMap<string, { chord: string; reason: string }>;
};

/**
 * The durable record of changes, written before each patch so that even a crash cannot lose a cooldown. Read anew for each change, so that
 * what another run noted meanwhile (a quarantine) stays.
 */
export class LedgerKeeper {
  readonly #io: Pick<Io, 'now'>;
  readonly #input: LedgerInput;
  /** Of the item that was recorded last. */
  #before: TargetLedger = EMPTY_LEDGER;

  constructor(io: Pick<Io, 'now'>, input: LedgerInput) {
    this.#io = io;
    this.#input = input;
  }

  record(index: number): void {
    this.#write(this.#item(index), (ledger) => {
      this.#before = ledger;
      return recordChanges(ledger, this.#knobs(index, 'after'), this.#io.now());
    });
  }

  /** The last change was refused: nothing happened. */
  forget(index: number): void {
    this.#write(this.#item(index), () => this.#before);
  }

  /** A change that was taken back is one too. */
  restored(index: number): void {
    const item = this.#item(index);
    this.#write(item, (ledger) => recordChanges(ledger, this.#knobs(index, 'before'), this.#io.now()));
  }

  quarantine(index: number): void {
    const item = this.#item(index);
    this.#write(item, (ledger) => setQuarantine(ledger, 'rollback_failed', this.#io.now()));
  }

  #write(item: PlanItem, change: (ledger: TargetLedger) => TargetLedger): void {
    const { state_folder } = this.#input;
    const state = readApplyState(state_folder);
    const ledger = ledgerOf(state, item);
    if (state === 'unreadable' || ledger === 'unreadable')
      refuse('the record of changes in apply_state.json cannot be read any more; look at it, then verify again');
    writeApplyState(state_folder, withLedger(state, item, change(ledger)));
  }

  #knobs(index: number, when: 'before' | 'after') {
    const { patch } = this.#item(index);
    const live = this.#input.lives[index] ?? {};
    const knobs = new Map<string, number | null>();
    // The pod template comes first: it holds the value itself.
    for (const { after, before, knob } of knobLeaves(live, patch))
      if (!knobs.has(knob)) knobs.set(knob, parseKnobValue(when === 'after' ? after : before));
    return [...knobs].map(([knob, to]) => ({ knob, to, chord: this.#input.chords.get(knob)?.chord ?? '' }));
  }

  #item(index: number): ReadyItem {
    const item = this.#input.ready[index];
    if (item === undefined) throw new RangeError(`the plan has no item ${index}`);
    return item;
  }
}

import type { JsonObject } from '@modekeeper/contracts';
import {
  type ApplyState,
  knobLeaves,
  type PlanItem,
  parseKnobValue,
  recordChanges,
  setQuarantine,
  type TargetLedger,
} from '@modekeeper/engine';
import type { ReadyItem } from '@modekeeper/kube/kubectl';
import type { Io } from '../cli/io.ts';
import { ledgerOf, withLedger, writeApplyState } from './apply-state.ts';

export type LedgerInput = {
  ready: readonly ReadyItem[];
  /** Their objects before. */
  lives: readonly JsonObject[];
  state: ApplyState;
  state_folder: string;
  chords: ReadonlyMap<string, { chord: string; reason: string }>;
};

/** The durable record of changes, written before each patch so that even a crash cannot lose a cooldown. */
export class LedgerKeeper {
  readonly #io: Pick<Io, 'now'>;
  readonly #input: LedgerInput;
  #state: ApplyState;
  #before: ApplyState;

  constructor(io: Pick<Io, 'now'>, input: LedgerInput) {
    this.#io = io;
    this.#input = input;
    this.#state = input.state;
    this.#before = input.state;
  }

  record(index: number): void {
    const item = this.#item(index);
    const before = this.#state;
    this.#write(item, (ledger) => recordChanges(ledger, this.#knobs(index, 'after'), this.#io.now()));
    this.#before = before;
  }

  /** The last change was refused: nothing happened. */
  forget(index: number): void {
    const item = this.#item(index);
    this.#write(item, () => known(ledgerOf(this.#before, item)));
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
    const next = withLedger(this.#state, item, change(known(ledgerOf(this.#state, item))));
    writeApplyState(this.#input.state_folder, next);
    this.#state = next;
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

function known(ledger: TargetLedger | 'unreadable'): TargetLedger {
  if (ledger === 'unreadable') throw new Error('a record that cannot be read passed the gates');
  return ledger;
}

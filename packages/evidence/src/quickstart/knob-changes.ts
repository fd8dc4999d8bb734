import type { Sample } from '@modekeeper/contracts';

/** A knob of the workload that took another value, by its own telemetry. */
export type KnobChange = { at_ms: number; knob: string; from: number; to: number };

/** As many markers as a chart can show. */
const KEPT = 24;

/** Follows what a workload says of the knobs that it runs with. */
export class KnobWatcher {
  readonly #knobs = new Map<string, number>();
  readonly #changes: KnobChange[] = [];
  #more = 0;

  accept({ knobs, timestamp_ms }: Sample): void {
    for (const [knob, to] of Object.entries(knobs ?? {})) {
      const from = this.#knobs.get(knob);
      this.#knobs.set(knob, to);
      if (from === undefined || from === to) continue;
      if (this.#changes.length < KEPT) this.#changes.push({ at_ms: timestamp_ms, knob, from, to });
      else this.#more += 1;
    }
  }

  result() {
    return {
      knob_changes: [...this.#changes],
      more_knob_changes: this.#more,
      knobs: Object.fromEntries(this.#knobs),
    };
  }
}

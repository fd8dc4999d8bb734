/** What must stand before the connector is of use, in the order in which it comes up. */
const READINESS_PARTS = ['own_state', 'lease', 'enrollment', 'session'] as const;
export type ReadinessPart = (typeof READINESS_PARTS)[number];

export interface PartState {
  readonly ok: boolean;
  /** Code of contracts, or a word of ours (`starting`). */
  readonly code: string;
  /** For people: what is wrong and what to do. */
  readonly why: string;
}

/** Collects why the connector is not ready. Readiness needs no cluster rights and no network: it only repeats what the parts last said. */
export class Readiness {
  readonly #parts = new Map<ReadinessPart, PartState>(
    READINESS_PARTS.map((part) => [part, { ok: false, code: 'starting', why: 'not started yet' }]),
  );

  set(part: ReadinessPart, state: PartState): void {
    this.#parts.set(part, state);
  }

  ok(part: ReadinessPart, why: string): void {
    this.set(part, { ok: true, code: 'ok', why });
  }

  get ready(): boolean {
    return [...this.#parts.values()].every((part) => part.ok);
  }

  /** Body of `/readyz`. */
  report(): { ready: boolean; parts: Record<string, PartState> } {
    return { ready: this.ready, parts: Object.fromEntries(this.#parts) };
  }
}

import { digestOf, type FindingBody } from '@modekeeper/contracts';
import type { Clock } from '../ports.ts';

/** The same finding about the same target is told again only after so long. */
const REPEAT_MS = 10 * 60_000;
const MAX_KNOWN = 500;

/** Lets through what is news; a tick every 10 s must not repeat itself. */
export class Findings {
  readonly #clock: Clock;
  readonly #publish: (finding: FindingBody) => void;
  readonly #known = new Map<string, number>();

  constructor(clock: Clock, publish: (finding: FindingBody) => void) {
    this.#clock = clock;
    this.#publish = publish;
  }

  tell(finding: Omit<FindingBody, 'at_ms'>): void {
    const now_ms = this.#clock.now_ms();
    // What a person would see as the same: not the wording, which may hold a time.
    const key = digestOf([finding.kind, finding.code, finding.target, finding.changes]);
    const last_ms = this.#known.get(key);
    if (last_ms !== undefined && now_ms - last_ms < REPEAT_MS) return;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(key, now_ms);
    this.#publish({ ...finding, at_ms: now_ms });
  }
}

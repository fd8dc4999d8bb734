import type { RawLine } from './lines.ts';

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d) /;
const MAX_REMEMBERED = 4096;

/**
 * Where to go on after a broken log stream. `sinceTime` counts whole seconds at the kubelet (k8s.io/kubelet formats it as RFC 3339),
 * so the lines of the last second come again: those are recognised by their full text and dropped, each as often as it was seen.
 */
export class ResumePoint {
  #second: string | null = null;
  #seen = new Map<string, number>();
  #skip = new Map<string, number>();

  /** RFC 3339 second of the last line, for `sinceTime`; null before the first. */
  get since(): string | null {
    return this.#second;
  }

  /** A new connection starts: what was seen in the last second is expected once more. */
  reopened(): void {
    this.#skip = new Map(this.#seen);
  }

  /** True for a line that is new; false for one that an earlier connection has delivered. */
  accept(line: RawLine): boolean {
    const text = line.text ?? '';
    const stamp = STAMP.exec(text);
    if (stamp === null) return true;
    const expected = this.#skip.get(text) ?? 0;
    if (expected > 0) {
      this.#skip.set(text, expected - 1);
      return false;
    }
    const second = `${stamp[1]}${stamp[2]}`;
    if (second !== this.#second) [this.#second, this.#seen] = [second, new Map()];
    if (this.#seen.size < MAX_REMEMBERED) this.#seen.set(text, (this.#seen.get(text) ?? 0) + 1);
    return true;
  }
}

import type { Sample } from '@modekeeper/contracts';
import type { Observed } from '../file/file-source.ts';
import { parsePodLog } from '../parse/pod-log.ts';
import { parseStdoutJsonl } from '../parse/stdout-jsonl.ts';
import { observeIngest } from '../window/counters.ts';
import { settleSamples } from '../window/settle.ts';

/** Collects the samples of a pod's log. Mode `stdout-jsonl` means parser B, anything else parser A. */
export class LogIngest {
  readonly #parse: typeof parsePodLog;
  readonly #node: string | null;
  readonly #samples: Sample[] = [];
  #rows = 0;
  #dropped_missing_fields = 0;

  constructor(pod: { mode: string | null; node: string | null }) {
    this.#parse = pod.mode === 'stdout-jsonl' ? parseStdoutJsonl : parsePodLog;
    this.#node = pod.node;
  }

  /** Takes one line; null = not UTF-8. */
  accept(line: string | null): void {
    this.#rows += 1;
    const parsed = line === null ? null : this.#parse(line);
    if (parsed?.kind === 'missing_fields') this.#dropped_missing_fields += 1;
    if (parsed?.kind !== 'sample') return;
    const { sample } = parsed;
    this.#samples.push(sample.node === null ? { ...sample, node: this.#node } : sample);
  }

  /** `samples_parsed`: lines that were samples, repetitions included. */
  settle(): Observed & { samples_parsed: number } {
    const { dropped_duplicates, reordered, samples } = settleSamples(this.#samples);
    const observe_ingest = observeIngest({
      dropped_missing_fields: this.#dropped_missing_fields,
      dropped_duplicates,
      reordered,
    });
    return { samples, rows_read: this.#rows, samples_parsed: this.#samples.length, observe_ingest };
  }
}

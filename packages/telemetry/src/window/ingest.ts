import type { Sample } from '@modekeeper/contracts';
import { parseStdoutJsonl } from '../parse/stdout-jsonl.ts';
import { type IngestCounters, type MutableCounters, newCounters } from './counters.ts';
import { PodWindow } from './pod-window.ts';

export interface IngestLimits {
  /** How far back samples are kept, in milliseconds of their own timestamps. */
  readonly window_ms: number;
  readonly max_pods: number;
  readonly max_samples_per_pod: number;
  /** How far a sample's timestamp may run ahead of our clock. */
  readonly max_ahead_ms: number;
}

/** Window 60 s and at most 16 pods (contract page `connector`, "Observation in the connector"). */
export const DEFAULT_LIMITS: IngestLimits = { window_ms: 60_000, max_pods: 16, max_samples_per_pod: 2048, max_ahead_ms: 60_000 };

export interface PodSource {
  /** Uid or name; one window each. */
  readonly pod: string;
  readonly node: string | null;
}

/** From log lines to the rolling window of one workload. Counts every line; memory is bounded whatever the workload prints. */
export class WorkloadIngest {
  readonly #limits: IngestLimits;
  readonly #windows = new Map<string, PodWindow>();
  readonly #counters: MutableCounters = newCounters();

  constructor(limits: IngestLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Takes one log line; `text` null = not UTF-8, `truncated` = cut at the length limit. Returns the sample when it was kept. */
  accept(source: PodSource, line: { readonly text: string | null; readonly truncated: boolean }, now_ms: number): Sample | null {
    const counters = this.#counters;
    const parsed = line.text === null || line.truncated ? null : parseStdoutJsonl(line.text);
    if (parsed?.kind === 'blank') return null;
    counters.lines += 1;
    if (parsed === null) return this.#dropped('dropped_invalid_text');
    if (parsed.kind === 'no_record') return this.#dropped('dropped_no_record');
    if (parsed.kind !== 'sample') return this.#dropped('dropped_missing_fields');
    const sample = parsed.sample.node === null ? { ...parsed.sample, node: source.node } : parsed.sample;
    const { window_ms, max_ahead_ms, max_samples_per_pod } = this.#limits;
    if (sample.timestamp_ms < now_ms - window_ms || sample.timestamp_ms > now_ms + max_ahead_ms)
      return this.#dropped('dropped_out_of_window');
    const window = this.#windowOf(source.pod);
    if (window === null) return this.#dropped('dropped_pod_limit');
    window.prune(now_ms - window_ms);
    const added = window.add(sample);
    if (added === 'duplicate') return this.#dropped('dropped_duplicates');
    if (added === 'reordered') counters.reordered += 1;
    counters.samples += 1;
    counters.dropped_overflow += window.shrink(max_samples_per_pod);
    return sample;
  }

  /** The window's samples of all pods, sorted by timestamp; equal times in the order of the pods' first lines. */
  samples(now_ms: number): Sample[] {
    for (const window of this.#windows.values()) window.prune(now_ms - this.#limits.window_ms);
    return [...this.#windows.values()]
      .flatMap((window) => window.samples())
      .sort((left, right) => left.timestamp_ms - right.timestamp_ms);
  }

  /** The same per pod; pods without a sample in the window are absent. */
  samplesByPod(now_ms: number): Map<string, readonly Sample[]> {
    const found = new Map<string, readonly Sample[]>();
    for (const [pod, window] of this.#windows) {
      window.prune(now_ms - this.#limits.window_ms);
      if (window.size > 0) found.set(pod, [...window.samples()]);
    }
    return found;
  }

  /** The pod is gone: its place is free; its samples leave with it. */
  forget(pod: string): void {
    this.#windows.delete(pod);
  }

  counters(): IngestCounters {
    return { ...this.#counters };
  }

  #windowOf(pod: string): PodWindow | null {
    const known = this.#windows.get(pod);
    if (known !== undefined) return known;
    if (this.#windows.size >= this.#limits.max_pods) return null;
    const window = new PodWindow();
    this.#windows.set(pod, window);
    return window;
  }

  #dropped(reason: Exclude<keyof MutableCounters, 'lines' | 'samples' | 'reordered'>): null {
    this.#counters[reason] += 1;
    return null;
  }
}

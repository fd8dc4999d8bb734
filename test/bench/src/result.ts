import type { machineFacts } from './machine.ts';
import type { Measure } from './measure.ts';

/** What goes to standard output. `missing`: measures that could not be taken, with the reason; then the exit code is 1. */
export type BenchResult = {
  readonly schema_version: 'bench.v1';
  readonly started_at: string;
  readonly finished_at: string;
  readonly rounds: number;
  readonly machine: ReturnType<typeof machineFacts> & { readonly load_1m_at_end: number };
  readonly ok: boolean;
  readonly measures: readonly Measure[];
  readonly missing: readonly { readonly group: string; readonly why: string }[];
  /** Runs that were left out, by what became of them. */
  readonly left_out: Readonly<Record<string, number>>;
};

/** All limits held and nothing missing. */
export function isOk(measures: readonly Measure[], missing: BenchResult['missing']): boolean {
  return missing.length === 0 && measures.every(({ ok }) => ok !== false);
}

/** 0 when every measure could be taken, whether its limit was met or not. */
export function exitCode({ missing }: Pick<BenchResult, 'missing'>): 0 | 1 {
  return missing.length === 0 ? 0 : 1;
}

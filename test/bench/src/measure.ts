import { quantile, rounded } from './quantiles.ts';

export type Unit = 'ms' | 'MiB' | 'KiB' | 'per_hour' | 'ratio';

/** A limit of the product, and which figure it is held against. */
export type Limit = { readonly value: number; readonly judged: 'p95' | 'p99' | 'max' };

/** One line of the result. Without a limit `ok` is null: the figure explains another one. */
export type Measure = {
  readonly name: string;
  readonly unit: Unit;
  readonly limit: number | null;
  readonly judged: Limit['judged'] | null;
  readonly ok: boolean | null;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly n: number;
  /** `ratio` = p50 of this one over p50 of the baseline, which was taken in the same run. */
  readonly baseline: { readonly name: string; readonly p50: number; readonly ratio: number } | null;
  readonly how: string;
};

export type Taken = {
  readonly name: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  readonly how: string;
  readonly limit?: Limit;
  readonly baseline?: Measure;
};

export const p95 = (value: number): Limit => ({ value, judged: 'p95' });
export const p99 = (value: number): Limit => ({ value, judged: 'p99' });
export const max = (value: number): Limit => ({ value, judged: 'max' });

const SHARES = { p95: 0.95, p99: 0.99, max: 1 } as const;

/** Sums samples up. @throws RangeError without samples: a measure that was not taken is no measure */
export function measureOf({ name, unit, samples, how, limit, baseline }: Taken): Measure {
  const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => quantile(samples, share)) as [number, number, number, number];
  return {
    name,
    unit,
    limit: limit?.value ?? null,
    judged: limit?.judged ?? null,
    ok: limit === undefined ? null : quantile(samples, SHARES[limit.judged]) <= limit.value,
    p50: rounded(p50),
    p95: rounded(p95),
    p99: rounded(p99),
    max: rounded(max),
    n: samples.length,
    baseline:
      baseline === undefined
        ? null
        : { name: baseline.name, p50: baseline.p50, ratio: rounded(p50 / Math.max(baseline.p50, 1e-9)) },
    how,
  };
}

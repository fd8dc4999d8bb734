import { finiteOf } from '../fields/number.ts';

/** One time series: epoch milliseconds to value, finite values only. */
export type Series = ReadonlyMap<number, number>;

/** Series of a Prometheus answer to `query_range`; null when it is none. Never throws. */
export function rangeSeries(answer: unknown): Series[] | null {
  const data = field(answer, 'data');
  const result = field(data, 'result');
  if (field(answer, 'status') !== 'success' || field(data, 'resultType') !== 'matrix' || !Array.isArray(result)) return null;
  return result.map((one: unknown) => {
    const values = field(one, 'values');
    return new Map(Array.isArray(values) ? values.flatMap(pointOf) : []);
  });
}

function pointOf(pair: unknown): [number, number][] {
  if (!Array.isArray(pair)) return [];
  const [at_s, text] = pair as unknown[];
  const value = typeof text === 'string' ? finiteOf(text) : null;
  const at_ms = typeof at_s === 'number' ? Math.round(at_s * 1_000) : Number.NaN;
  return value === null || !Number.isSafeInteger(at_ms) ? [] : [[at_ms, value]];
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

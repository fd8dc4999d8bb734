import { firstPresent } from '../line/record.ts';
import { finiteOf } from './number.ts';

type Fields = Readonly<Record<string, unknown>>;

const UTIL = ['gpu_util_pct', 'gpu_util', 'gpu_usage_pct', 'gpu_usage'];
const MEMORY_UTIL = ['gpu_mem_util_pct', 'gpu_mem_util', 'gpu_mem_pct'];
const MEMORY_USED = ['gpu_mem_used_mb', 'gpu_mem_used', 'gpu_mem_used_mib'];
const MEMORY_TOTAL = ['gpu_mem_total_mb', 'gpu_mem_total', 'gpu_mem_total_mib'];
/** Units that a GPU field may carry, dropped in this order. */
const UNITS = [/%$/, /mib$/i, /mb$/i];

/** GPU utilisation and memory of a record, in percent (contract page `telemetry`, file rules 5 and 6); null when it says nothing usable. */
export function gpuFields(fields: Fields): { gpu_util_pct: number | null; gpu_mem_util_pct: number | null } {
  const gpu_mem_util_pct = lenientNumber(firstPresent(fields, MEMORY_UTIL)) ?? memoryShare(fields);
  return { gpu_util_pct: lenientNumber(firstPresent(fields, UTIL)), gpu_mem_util_pct };
}

function memoryShare(fields: Fields): number | null {
  const used = lenientNumber(firstPresent(fields, MEMORY_USED));
  const total = lenientNumber(firstPresent(fields, MEMORY_TOTAL));
  if (used === null || total === null || total <= 0) return null;
  return finiteOf((used / total) * 100);
}

/** A finite number with or without unit. A boolean is none here: a GPU that is "true" says nothing. */
function lenientNumber(value: unknown): number | null {
  if (typeof value === 'boolean') return null;
  if (typeof value !== 'string') return finiteOf(value);
  return finiteOf(UNITS.reduce((text, unit) => text.replace(unit, '').trimEnd(), value.trim()));
}

import { firstPresent } from '../line/record.ts';
import { finiteOf } from './number.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Names of GPU fields; of several that are present the first counts. */
export const GPU_KEYS = {
  util: ['gpu_util_pct', 'gpu_util', 'gpu_usage_pct', 'gpu_usage'],
  memory_util: ['gpu_mem_util_pct', 'gpu_mem_util', 'gpu_mem_pct'],
  memory_used: ['gpu_mem_used_mb', 'gpu_mem_used', 'gpu_mem_used_mib'],
  memory_total: ['gpu_mem_total_mb', 'gpu_mem_total', 'gpu_mem_total_mib'],
} as const;
/** Units that a GPU field may carry, dropped in this order. */
const UNITS = [/%$/, /mib$/i, /mb$/i];

/** GPU utilisation and memory of a record, in percent (contract page `telemetry`, file rules 5 and 6); null when it says nothing usable. */
export function gpuFields(fields: Fields): { gpu_util_pct: number | null; gpu_mem_util_pct: number | null } {
  const gpu_mem_util_pct = lenientNumber(firstPresent(fields, GPU_KEYS.memory_util)) ?? memoryShare(fields);
  return { gpu_util_pct: lenientNumber(firstPresent(fields, GPU_KEYS.util)), gpu_mem_util_pct };
}

function memoryShare(fields: Fields): number | null {
  const used = lenientNumber(firstPresent(fields, GPU_KEYS.memory_used));
  const total = lenientNumber(firstPresent(fields, GPU_KEYS.memory_total));
  if (used === null || total === null || total <= 0) return null;
  return finiteOf((used / total) * 100);
}

/** A finite number with or without unit. A boolean is none here: a GPU that is "true" says nothing. */
function lenientNumber(value: unknown): number | null {
  if (typeof value === 'boolean') return null;
  if (typeof value !== 'string') return finiteOf(value);
  return finiteOf(UNITS.reduce((text, unit) => text.replace(unit, '').trimEnd(), value.trim()));
}

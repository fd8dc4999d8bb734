import { isJsonObject, isModeKeeperError, type JsonObject, type JsonValue, strictParse } from '@modekeeper/contracts';

/** Why a report gives nothing. */
export type Unreadable = 'missing_file' | 'invalid_json' | 'invalid_json_shape';
export type ReadReport = { ok: true; value: JsonObject } | { ok: false; reason: Unreadable };

/** Reports of ours stay far below this. */
const MAX_REPORT_BYTES = 64 * 1_048_576;

/** A report from the bytes of its file; `null`: there is no such file. */
export function readReport(bytes: Uint8Array | null): ReadReport {
  if (bytes === null) return { ok: false, reason: 'missing_file' };
  let value: JsonValue;
  try {
    value = strictParse(bytes, { profile: 'strict', max_bytes: MAX_REPORT_BYTES });
  } catch (error) {
    if (isModeKeeperError(error)) return { ok: false, reason: 'invalid_json' };
    throw error;
  }
  return isJsonObject(value) ? { ok: true, value } : { ok: false, reason: 'invalid_json_shape' };
}

/** Members of reports that others wrote: of the kind that is asked for, or null. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
export const boolOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
export const objectOf = (value: unknown): JsonObject | null => (isJsonObject(value) ? value : null);
export const listOf = (value: unknown): JsonValue[] => (Array.isArray(value) ? value : []);
/** The texts of a list. */
export const textsOf = (value: unknown): string[] => listOf(value).filter((one) => typeof one === 'string');

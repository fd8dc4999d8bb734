import { type FileLine, fileRecord } from '../file/record.ts';
import { telemetryJson } from '../line/json-record.ts';

/** One line of a `.jsonl` file; null = not UTF-8. Never throws. */
export function parseFileJsonl(line: string | null): FileLine {
  if (line === null) return { kind: 'invalid_json' };
  if (line.trim() === '') return { kind: 'blank' };
  const value = telemetryJson(line);
  if (value === undefined) return { kind: 'invalid_json' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { kind: 'invalid_shape' };
  return fileRecord(value as Record<string, unknown>);
}

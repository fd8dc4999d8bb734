import { firstPresent } from '../line/record.ts';

/** Node and GPU model of a record, trimmed; blank is null (contract page `telemetry`, file rule 7). */
export function placeFields(fields: Readonly<Record<string, unknown>>): { node: string | null; gpu_model: string | null } {
  return {
    node: textOf(firstPresent(fields, ['node', 'node_name'])),
    gpu_model: textOf(firstPresent(fields, ['gpu_model', 'gpu_name'])),
  };
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

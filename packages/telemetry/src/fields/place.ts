import { firstPresent } from '../line/record.ts';

/** Names of the fields; of several that are present the first counts. */
export const PLACE_KEYS = { node: ['node', 'node_name'], gpu_model: ['gpu_model', 'gpu_name'] } as const;

/** Node and GPU model of a record, trimmed; blank is null (contract page `telemetry`, file rule 7). */
export function placeFields(fields: Readonly<Record<string, unknown>>): { node: string | null; gpu_model: string | null } {
  return {
    node: textOf(firstPresent(fields, PLACE_KEYS.node)),
    gpu_model: textOf(firstPresent(fields, PLACE_KEYS.gpu_model)),
  };
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

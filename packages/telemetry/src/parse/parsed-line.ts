import type { Sample } from '@modekeeper/contracts';

/** `blank`: nothing to read. `no_record`: neither JSON object nor key=value. `missing_fields`: a record that lacks what a sample needs. */
export type ParsedLine =
  | { readonly kind: 'sample'; readonly sample: Sample }
  | { readonly kind: 'blank' | 'no_record' | 'missing_fields' };

/** Whether a field says nothing, so that the line's own timestamp counts. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

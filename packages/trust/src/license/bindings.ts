import { type JsonObject, sortedByCodePoint } from '@modekeeper/contracts';
import { isNonBlank } from '../signed-json/inline.ts';
import type { LicenseFailure } from './read.ts';

/** Where the licence is used; null when it could not be found out, which matches no binding. */
export type BindingFacts = { kube_context: string | null; cluster_uid: string | null };

const KEYS = ['kube_context', 'cluster_uid'] as const;

/** Checks 18 and 19. `bindings: {}` binds to nothing. */
export function judgeBindings(bindings: JsonObject, facts: BindingFacts): LicenseFailure | null {
  for (const key of KEYS) {
    if (bindings[key] !== undefined && !isNonBlank(bindings[key])) {
      return { failure_code: 'license_binding_invalid', failure_detail: `bindings.${key}_must_be_non_empty_string` };
    }
  }
  const [foreign] = sortedByCodePoint(Object.keys(bindings)).filter((key) => !(KEYS as readonly string[]).includes(key));
  if (foreign !== undefined) {
    return { failure_code: 'license_binding_invalid', failure_detail: `bindings.${foreign}_is_not_supported` };
  }
  const differs = KEYS.find((key) => bindings[key] !== undefined && bindings[key] !== facts[key]);
  return differs === undefined
    ? null
    : { failure_code: 'license_binding_mismatch', failure_detail: `${differs}_binding_mismatch` };
}

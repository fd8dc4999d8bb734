import type { PolicyDenial, StatusCause } from '../outcome.ts';

// Observed on 1.36.3 and in k8s.io/apiserver plugin/policy/validating/dispatcher.go:
//   ValidatingAdmissionPolicy 'x' with binding 'y' denied request: <message>
// The API server puts `<resource> "<name>" is forbidden: ` in front. Policy and binding names are DNS subdomains, so they hold no quote.
const DENIAL =
  /^(?:[a-z0-9.]+ "[^"]*" is forbidden: )?ValidatingAdmissionPolicy '([^']+)' with binding '([^']+)' denied request: ([\s\S]*)$/;

/** Recognises a refusal by a ValidatingAdmissionPolicy in a `Status`; null for anything else. The text must start with it: a webhook may quote it. */
export function denialOf(message: string, causes: readonly StatusCause[]): PolicyDenial | null {
  for (const text of [message, ...causes.map((cause) => cause.message ?? '')]) {
    const found = DENIAL.exec(text);
    if (found) return { policy: found[1] ?? '', binding: found[2] ?? '', message: found[3] ?? '' };
  }
  return null;
}

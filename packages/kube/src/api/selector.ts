import { ModeKeeperError } from '@modekeeper/contracts';
import type { LabelSelector } from '../objects.ts';

/**
 * A workload's own `spec.selector` as the `labelSelector` query (k8s.io/apimachinery `metav1.FormatLabelSelector`).
 * An empty selector would match every pod of the namespace and is refused.
 * @throws ModeKeeperError `invalid_input` for an empty selector or an unknown operator
 */
export function selectorQuery(selector: LabelSelector): string {
  const parts = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    if (operator === 'In') parts.push(`${key} in (${(values ?? []).join(',')})`);
    else if (operator === 'NotIn') parts.push(`${key} notin (${(values ?? []).join(',')})`);
    else if (operator === 'Exists') parts.push(key);
    else if (operator === 'DoesNotExist') parts.push(`!${key}`);
    else throw refused(`the operator '${operator}' is unknown`);
  }
  if (parts.length === 0) throw refused('it is empty and would match every pod');
  return parts.join(',');
}

function refused(why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'invalid_input',
    message: `The workload's pod selector cannot be used: ${why}.`,
    hint: 'Name a workload whose spec.selector has matchLabels or matchExpressions.',
  });
}

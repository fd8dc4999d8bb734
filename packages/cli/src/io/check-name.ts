import { isDnsName } from '@modekeeper/contracts';
import { refuse } from '../cli/refuse.ts';

/** Refuses a flag's value unless Kubernetes takes it as a name: a label (namespaces, at most 63 characters) or a subdomain. */
export function checkName(kind: 'label' | 'subdomain', flag: string, name: string): string {
  if (isDnsName(kind, name)) return name;
  return refuse(`${flag} '${name}' is not a DNS-1123 name; use lower-case letters, digits and hyphens, as Kubernetes does`);
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** What Kubernetes takes as a name: a label (apimachinery `IsDNS1123Label`) or a subdomain (`IsDNS1123Subdomain`). */
export const DNS_NAMES = {
  label: { max_length: 63, pattern: new RegExp(`^${LABEL}$`) },
  subdomain: { max_length: 253, pattern: new RegExp(`^${LABEL}(\\.${LABEL})*$`) },
} as const;

/** Whether a text is such a name. */
export function isDnsName(kind: keyof typeof DNS_NAMES, text: string): boolean {
  const { max_length, pattern } = DNS_NAMES[kind];
  return text.length <= max_length && pattern.test(text);
}

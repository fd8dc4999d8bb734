const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** The chart appends to a release's name; the longest object name must still fit. */
const RELEASE_LENGTH = 40;

/** A DNS-1123 label: names of namespaces, containers, releases. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/** A DNS-1123 subdomain: names of Deployments. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && SUBDOMAIN.test(text);
}

export function isReleaseName(text: string): boolean {
  return text.length <= RELEASE_LENGTH && isDnsLabel(text);
}

/** A name for people as a DNS label of at most `length` characters; empty when nothing of it can be kept. */
export function toLabel(name: string, length: number): string {
  const spelled = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return spelled.replace(/^-+/, '').slice(0, length).replace(/-+$/, '');
}

/**
 * Where the connector is put unless somebody says otherwise. In the sandbox's cluster `modekeeper` is the demo's own, and the guard's
 * policy is named after the release for the whole cluster, so each further connector gets names of its own.
 */
export function defaultRelease(cluster_name: string, sandbox: boolean): string {
  if (!sandbox) return 'modekeeper';
  const label = toLabel(cluster_name, RELEASE_LENGTH - 'modekeeper-'.length);
  return label === '' ? 'modekeeper-mine' : `modekeeper-${label}`;
}

import type { V1Container, V1Pod } from '@kubernetes/client-node';
import { goQuote } from '../volumes/go-quote.ts';

/** `key="escaped value"` lines, sorted by key, as the kubelet writes maps (pkg/fieldpath FormatMap). */
export function formatMap(map: Readonly<Record<string, string>> | undefined): string {
  return Object.keys(map ?? {})
    .sort()
    .map((key) => `${key}=${goQuote(map?.[key] ?? '')}`)
    .join('\n');
}

/** Value of a downward-API field, or null when the path is not one that Kubernetes allows. */
export function fieldValue(pod: V1Pod, path: string): string | null {
  const subscript = /^metadata\.(annotations|labels)\['(.*)'\]$/.exec(path);
  if (subscript !== null) return pod.metadata?.[subscript[1] as 'annotations' | 'labels']?.[subscript[2] ?? ''] ?? '';
  switch (path) {
    case 'metadata.name':
      return pod.metadata?.name ?? '';
    case 'metadata.namespace':
      return pod.metadata?.namespace ?? '';
    case 'metadata.uid':
      return pod.metadata?.uid ?? '';
    case 'metadata.annotations':
      return formatMap(pod.metadata?.annotations);
    case 'metadata.labels':
      return formatMap(pod.metadata?.labels);
    case 'spec.nodeName':
      return pod.spec?.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec?.serviceAccountName ?? '';
    case 'status.hostIP':
    case 'status.hostIPs':
      return '127.0.0.1';
    case 'status.podIP':
    case 'status.podIPs':
      return pod.status?.podIP ?? '';
    default:
      return null;
  }
}

const SUFFIXES: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity as a number, or null when it is none. */
export function readQuantity(text: string): number | null {
  const match = /^([+-]?\d+(?:\.\d+)?)(m|k|[KMGT]i?|)$/.exec(text);
  const factor = match === null ? undefined : SUFFIXES[match[2] ?? ''];
  return match === null || factor === undefined ? null : Number(match[1]) * factor;
}

/** `limits.cpu` and the like, divided by the divisor and rounded up, as the kubelet does; null for what is not supported. */
export function resourceValue(container: V1Container | undefined, resource: string, divisor = '1'): string | null {
  const match = /^(limits|requests)\.(.+)$/.exec(resource);
  if (match === null || container === undefined) return null;
  const quantity = container.resources?.[match[1] as 'limits' | 'requests']?.[match[2] ?? ''] ?? '0';
  const value = readQuantity(quantity);
  const unit = readQuantity(divisor === '0' ? '1' : divisor);
  return value === null || unit === null || unit === 0 ? null : String(Math.ceil(value / unit));
}

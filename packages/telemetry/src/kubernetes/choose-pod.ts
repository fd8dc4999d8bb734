import { compareCodePoints } from '@modekeeper/contracts';

/** The pod whose log is read, with what is known of it. */
export type ChosenPod = { name: string; node: string | null; mode: string | null };

const MODE_ANNOTATION = 'modekeeper/telemetry';

type Candidate = ChosenPod & { created: string; containers: string[] };

/**
 * The pod to read among those of a Deployment (contract page `telemetry`, "Kubernetes log source"): the newest that declares the container
 * asked for, else the alphabetically first. `list`: what `kubectl get pods -o json` gave, whatever it is. Null when there is none.
 */
export function choosePod(list: unknown, container: string): ChosenPod | null {
  const pods = listOf(field(list, 'items')).flatMap(candidateOf);
  const declaring = isAnyContainer(container) ? [] : pods.filter(({ containers }) => containers.includes(container.trim()));
  const chosen = declaring.length > 0 ? declaring.reduce(newer) : pods.reduce<Candidate | null>(alphabeticallyFirst, null);
  return chosen === null ? null : { name: chosen.name, node: chosen.node, mode: chosen.mode };
}

/** Whether no particular container was asked for. */
function isAnyContainer(container: string): boolean {
  return container.trim() === '' || container.trim() === 'auto';
}

/** The telemetry mode that an object's own annotation names; null for none. */
export function annotatedMode(object: unknown): string | null {
  return textOf(field(field(field(object, 'metadata'), 'annotations'), MODE_ANNOTATION));
}

function candidateOf(pod: unknown): Candidate[] {
  const metadata = field(pod, 'metadata');
  const spec = field(pod, 'spec');
  const name = textOf(field(metadata, 'name'));
  if (name === null || typeof spec !== 'object' || spec === null) return [];
  const containers = listOf(field(spec, 'containers')).flatMap((one) => textOf(field(one, 'name')) ?? []);
  const created = textOf(field(metadata, 'creationTimestamp')) ?? '';
  return [{ name, node: textOf(field(spec, 'nodeName')), mode: annotatedMode(pod), created, containers }];
}

function newer(best: Candidate, next: Candidate): Candidate {
  return compareCodePoints(next.created, best.created) > 0 ? next : best;
}

function alphabeticallyFirst(best: Candidate | null, next: Candidate): Candidate {
  return best === null || compareCodePoints(next.name, best.name) < 0 ? next : best;
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

import { ModeKeeperError } from '@modekeeper/contracts';
import type { z } from 'zod';
import type { PodList, PodSummary } from '../cluster.ts';
import { type LabelSelector, podListSchema, type podSchema } from '../objects.ts';
import { type Failure, mapOk, type Outcome } from '../outcome.ts';
import { pathOf } from './call.ts';
import { readPages } from './pages.ts';
import { selectorQuery } from './selector.ts';
import type { Transport } from './transport.ts';

/** All pods of a selector; only `limit` summaries are kept. */
export async function listPods(
  transport: Transport,
  namespace: string,
  selector: LabelSelector,
  limit: number,
): Promise<Outcome<PodList>> {
  const labelSelector = selectorOf(selector);
  if (typeof labelSelector !== 'string') return labelSelector;
  let pods: PodSummary[] = [];
  let total = 0;
  const path = pathOf('api', 'v1', 'namespaces', namespace, 'pods');
  const read = await readPages(transport, podListSchema, { path, labelSelector }, (items) => {
    total += items.length;
    pods = [...pods, ...items.map(summaryOf)].sort(newestFirst).slice(0, limit);
  });
  return mapOk(read, () => ({ pods, total }));
}

/** What of a pod the port tells. */
export function summaryOf(pod: z.infer<typeof podSchema>): PodSummary {
  return {
    name: pod.metadata.name,
    uid: pod.metadata.uid,
    node: pod.spec.nodeName ?? null,
    phase: pod.status?.phase ?? 'Unknown',
    created_at: pod.metadata.creationTimestamp ?? null,
    deleting: pod.metadata.deletionTimestamp !== undefined,
    containers: pod.spec.containers.map((container) => container.name),
    annotations: pod.metadata.annotations ?? {},
  };
}

/** RFC 3339 UTC texts of one precision sort as times; the name breaks ties, so that the choice is stable between ticks. */
export function newestFirst(left: PodSummary, right: PodSummary): number {
  const [a, b] = [left.created_at ?? '', right.created_at ?? ''];
  if (a !== b) return a < b ? 1 : -1;
  return left.name < right.name ? -1 : 1;
}

/** A selector as the query of a list; `selector_unusable` when it would match everything. */
export function selectorOf(selector: LabelSelector): string | Failure {
  try {
    return selectorQuery(selector);
  } catch (error) {
    if (error instanceof ModeKeeperError)
      return { kind: 'invalid', reason: 'selector_unusable', message: error.message, sent: false };
    throw error;
  }
}

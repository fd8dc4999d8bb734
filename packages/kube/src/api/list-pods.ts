import { ModeKeeperError } from '@modekeeper/contracts';
import type { z } from 'zod';
import type { PodList, PodSummary } from '../cluster.ts';
import { type LabelSelector, podListSchema, type podSchema } from '../objects.ts';
import type { Failure, Outcome } from '../outcome.ts';
import { call, pathOf } from './call.ts';
import { selectorQuery } from './selector.ts';
import type { Transport } from './transport.ts';

const PAGE = 100;

/** All pods of a selector, read in pages so that a large workload does not fill our memory; only `limit` summaries are kept. */
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
  let next: string | undefined;
  for (;;) {
    const query = { labelSelector, limit: String(PAGE), ...(next ? { continue: next } : {}) };
    const page = await call(transport, podListSchema, {
      method: 'GET',
      path: pathOf('api', 'v1', 'namespaces', namespace, 'pods'),
      query,
    });
    if (page.kind !== 'ok') return page;
    total += page.value.items.length;
    pods = [...pods, ...page.value.items.map(summaryOf)].sort(newestFirst).slice(0, limit);
    next = page.value.metadata.continue;
    if (!next) return { ...page, value: { pods, total } };
  }
}

function summaryOf(pod: z.infer<typeof podSchema>): PodSummary {
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

// RFC 3339 UTC texts of one precision sort as times; the name breaks ties, so that the choice is stable between ticks.
function newestFirst(left: PodSummary, right: PodSummary): number {
  const [a, b] = [left.created_at ?? '', right.created_at ?? ''];
  if (a !== b) return a < b ? 1 : -1;
  return left.name < right.name ? -1 : 1;
}

function selectorOf(selector: LabelSelector): string | Failure {
  try {
    return selectorQuery(selector);
  } catch (error) {
    if (error instanceof ModeKeeperError)
      return { kind: 'invalid', reason: 'selector_unusable', message: error.message, sent: false };
    throw error;
  }
}

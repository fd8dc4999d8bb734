import type { Receipt } from '@modekeeper/contracts';
import type { PlanDetail } from '@modekeeper/sandbox';
import { expect } from 'vitest';
import { type Installed, TARGET } from './install.ts';
import { type Deployment, deploymentPath, get, knobs } from './objects.ts';
import type { Stack } from './stack.ts';
import {
  effectivePatches,
  fieldManagerOf,
  isDryRun,
  isEffective,
  patchesOf,
  planOf,
  resourceVersionOf,
  strayWrites,
} from './witness.ts';

export const BURST_ABSORBED = { concurrency: '4', dataloader_prefetch_factor: '2' };
export const UNTOUCHED = { concurrency: '1', dataloader_prefetch_factor: '1' };

/** By the audit log: this plan's change was carried out once, as the protocol says, after dry runs; and nothing else was written. */
export async function expectAppliedOnce({ cluster }: Stack, at: Installed, plan_id: string): Promise<void> {
  const patches = await patchesOf(cluster, at);
  const effective = patches.filter(isEffective);
  expect(effective.map(planOf)).toEqual([plan_id]);
  expect(effective.map(fieldManagerOf)).toEqual(['modekeeper']);
  expect(resourceVersionOf(effective[0] as (typeof effective)[number])).toMatch(/^\d+$/);
  const before = patches.slice(0, patches.indexOf(effective[0] as (typeof effective)[number]));
  expect(before.filter((event) => planOf(event) === plan_id && event.responseStatus?.code === 200).length).toBeGreaterThanOrEqual(
    2,
  );
  expect(await knobs(cluster.client, at.target_namespace, TARGET)).toEqual(BURST_ABSORBED);
  const { metadata } = await get<Deployment>(cluster.client, deploymentPath(at.target_namespace, TARGET));
  // The API server counts every change of the spec: the chart's, and ours.
  expect(metadata.generation).toBe(2);
  expect(await strayWrites(cluster, at, TARGET)).toEqual([]);
}

/**
 * The API server gave no clear answer to the request that landed (it stood still beyond the request's deadline, and then says 504): the
 * object is the witness. Its generation counts every change of the spec, so it was changed once, to this plan's values.
 */
export async function expectLandedOnce({ cluster }: Stack, at: Installed, plan_id: string): Promise<void> {
  const sent = (await patchesOf(cluster, at)).filter((event) => !isDryRun(event));
  expect(new Set(sent.map(planOf))).toEqual(new Set([plan_id]));
  const { metadata } = await get<Deployment>(cluster.client, deploymentPath(at.target_namespace, TARGET));
  expect(metadata.annotations?.['modekeeper/plan']).toBe(plan_id);
  expect(await knobs(cluster.client, at.target_namespace, TARGET)).toEqual(BURST_ABSORBED);
  expect(metadata.generation).toBe(2);
  expect(await strayWrites(cluster, at, TARGET)).toEqual([]);
}

/** By the audit log: nothing of the connector's was ever carried out on the target. */
export async function expectNothingApplied({ cluster }: Stack, at: Installed): Promise<void> {
  expect((await effectivePatches(cluster, at)).map(({ requestURI }) => requestURI)).toEqual([]);
  expect(await strayWrites(cluster, at, TARGET)).toEqual([]);
}

/** One terminal state, the same in control plane and receipt (I5). */
export function expectEnd(
  { plan, receipt }: { plan: PlanDetail; receipt: Receipt | undefined },
  state: string,
  reason?: string,
): void {
  expect({ state: plan.state, reason: plan.reason }).toEqual({ state, reason: reason ?? plan.reason });
  if (receipt !== undefined)
    expect({ terminal: receipt.terminal, reason: receipt.reason }).toEqual({ terminal: state, reason: plan.reason });
}

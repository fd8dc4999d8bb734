import { waitFor } from '@modekeeper/cluster';
import { startDatabase } from '@modekeeper/sandbox';
import { describe, expect, it } from 'vitest';
import { startSlowDatabase } from './support/database-proxy.ts';
import { expectAppliedOnce, expectEnd } from './support/expectations.ts';
import { isDryRun, UNAVAILABLE } from './support/faults.ts';
import { type Installed, TARGET } from './support/install.ts';
import { type Deployment, deploymentPath, get } from './support/objects.ts';
import { sceneForAll } from './support/online-stack.ts';
import { approve, ended, nextPlan, untilState, wayOf } from './support/plans.ts';
import { scenario } from './support/scenario.ts';

/** Numbers of an organization's audit log, oldest first. */
async function auditNumbers(owner: { get<T>(path: string): Promise<T> }): Promise<number[]> {
  const numbers: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: { seq: number }[]; next_cursor: string | null } = await owner.get(
      `/v1/audit-events?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    numbers.push(...page.items.map(({ seq }) => seq));
    cursor = page.next_cursor;
  }
  return numbers.reverse();
}

describe('a database', () => {
  let calls = () => 0;
  const scene = sceneForAll({
    databaseUrl: async (url) => {
      const slow = await startSlowDatabase(url, 30);
      calls = slow.calls;
      return slow.url;
    },
  });

  it('that takes 30 ms for every call carries the whole thread', async () => {
    const { seeded, stack } = scene();
    await scenario(scene(), 'db-slow', async (at) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      await approve(stack, seeded, plan);
      expectEnd(await ended(seeded.owner, plan.id), 'confirmed');
      await expectAppliedOnce(stack, at, plan.id);
    });
    expect(calls()).toBeGreaterThan(50);
  });

  it('that is away while a plan is carried out holds nothing up in the cluster, and has the whole story when it is back', async () => {
    const { seeded, stack } = scene();
    const { cluster, platform } = stack;
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      stack.setFault(at.target_namespace, (call) => (isDryRun(at)(call) ? UNAVAILABLE : undefined));
      await approve(stack, seeded, plan);
      await untilState(seeded.owner, plan.id, ['dispatched']);
      await platform.database.program.stop();
      const refused = await seeded.owner.raw('GET', `/v1/plans/${plan.id}`);
      expect({ status: refused.status, body: await refused.json() }).toMatchObject({
        status: 503,
        body: { error: { code: 'database_unavailable' } },
      });
      stack.setFault(at.target_namespace, null);
      const path = deploymentPath(at.target_namespace, TARGET);
      await waitFor(
        async () => (await get<Deployment>(cluster.client, path)).metadata.annotations?.['modekeeper/plan'] === plan.id,
        { what: 'the change in the cluster', timeout_ms: 60_000 },
      );
      const { port } = new URL(platform.database.url);
      await startDatabase(platform.programs, {
        folder: platform.folder.database,
        logFile: platform.folder.log('sqld'),
        port: Number(port),
      });
      const end = await ended(seeded.owner, plan.id);
      expectEnd(end, 'confirmed');
      expect(wayOf(end.plan).slice(-4)).toEqual(['dispatched', 'applying', 'checking', 'confirmed']);
      await expectAppliedOnce(stack, at, plan.id);
      const numbers = await auditNumbers(seeded.owner);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    };
    await scenario(scene(), 'db-away', play, { behind_proxy: true });
  });
});

import { join } from 'node:path';
import { waitFor } from '@modekeeper/cluster';
import { ApiError, followInstallGuide, type Seeded } from '@modekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics, readyz } from './support/connector.ts';
import { connectorKey, verifiedReceipt } from './support/enrolled-key.ts';
import { expectAppliedOnce } from './support/expectations.ts';
import {
  type ClusterView,
  guideFor,
  type Installed,
  installTrainer,
  namesOf,
  showCluster,
  untilOnline,
} from './support/install.ts';
import { inventory } from './support/inventory.ts';
import { onboard } from './support/people.ts';
import { approve, closedGates, ended, nextPlan, wayOf } from './support/plans.ts';
import { type Stack, startStack } from './support/stack.ts';

describe('the thread', () => {
  let stack: Stack;
  let seeded: Seeded;
  let at: Installed;
  let before: string[];
  const names = namesOf('thread');
  const namespaces = [names.namespace, names.target_namespace];

  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack?.stop());

  it('signs a person up, who makes organization, environment and passport and invites an approver', async () => {
    seeded = await onboard(stack);
    const { items } = await seeded.owner.get<{ items: { role: string }[] }>('/v1/members');
    expect(items.map(({ role }) => role).sort()).toEqual(['approver', 'owner']);
  });

  it('brings a cluster online with the very commands that the API gives, once a person has compared its uid', async () => {
    await installTrainer(stack, names.target_namespace);
    before = await inventory(stack.cluster.client, namespaces);
    const cluster = await seeded.owner.post<{ id: string; token: string }>('/v1/clusters', {
      environment_id: seeded.environment_id,
      name: 'thread',
    });
    at = { ...names, cluster_id: cluster.id, values: join(stack.folder, 'thread') };
    const guide = await guideFor(seeded, cluster.id, names);
    await followInstallGuide(guide, { cluster: stack.cluster, token: cluster.token, folder: at.values });
    await waitFor(async () => (await showCluster(seeded, at.cluster_id)).presence.state === 'awaiting_confirmation', {
      what: 'the connector to ask for confirmation',
      timeout_ms: 90_000,
    });
    const waiting = await showCluster(seeded, at.cluster_id);
    expect(waiting).toMatchObject({ state: 'awaiting_confirmation', cluster_uid: stack.kubernetes.uid });
    const other = seeded.owner.post(`/v1/clusters/${at.cluster_id}/confirm`, { cluster_uid: 'another' });
    await expect(other).rejects.toBeInstanceOf(ApiError);
    const plans = await seeded.owner.get<{ items: unknown[] }>(`/v1/plans?cluster_id=${at.cluster_id}`);
    expect(plans.items).toEqual([]);
    await seeded.owner.post(`/v1/clusters/${at.cluster_id}/confirm`, { cluster_uid: waiting.cluster_uid });
    await untilOnline(seeded, at.cluster_id);
    expect((await readyz(stack, at)).ready).toBe(true);
  });

  it('turns a burst into a plan that is proved, approved, applied once, acknowledged, and receipted under the enrolled key', async () => {
    const plan = await nextPlan(seeded, at.cluster_id, 'verified');
    expect(plan.changes).toMatchObject([
      { knob: 'dataloader_prefetch_factor', from: 1, to: 2, chord: 'BURST-ABSORB' },
      { knob: 'concurrency', from: 1, to: 4, chord: 'BURST-ABSORB' },
    ]);
    expect(closedGates(plan)).toEqual([]);
    const unproven = seeded.owner.post(`/v1/plans/${plan.id}/approve`, { effect_digest: '0'.repeat(64) });
    await expect(unproven).rejects.toMatchObject({ code: 'effect_changed' });
    await approve(stack, seeded, plan);
    const { plan: done, receipt } = await ended(seeded.owner, plan.id);
    expect(wayOf(done)).toEqual([
      ...['proposed', 'verifying', 'verified', 'approved', 'dispatched', 'applying', 'checking', 'confirmed'],
    ]);
    await expectAppliedOnce(stack, at, plan.id);

    const { kid, keyring } = await connectorKey(stack.cluster, at);
    expect((await showCluster(seeded, at.cluster_id)).key_id).toBe(kid);
    const verified = await verifiedReceipt(done, keyring);
    expect(verified).toEqual(receipt);
    expect(verified).toMatchObject({
      terminal: 'confirmed',
      effect_digest: plan.effect_digest,
      objects: [{ requests: [{ verb: 'apply', status: 200, outcome: 'applied' }] }],
      verify_after: {
        ...{ values: { verdict: 'pass' }, rollout: { verdict: 'pass' } },
        ...{ acknowledged: { verdict: 'pass' }, telemetry: { verdict: 'not_run' } },
      },
    });
  });

  it('refuses the connector of a cluster that was revoked, and hides one that was removed', async () => {
    await seeded.owner.post(`/v1/clusters/${at.cluster_id}/revoke`);
    await waitFor(async () => (await readyz(stack, at)).parts.session?.code === 'refused', {
      what: 'the connector to say that it is refused',
      timeout_ms: 60_000,
    });
    expect(await metrics(stack, at)).toMatch(/modekeeper_reconnects_total\{cause="refused"\} [1-9]/);
    expect(await metrics(stack, at)).toMatch(/modekeeper_connected 0/);
    const view = await seeded.owner.get<ClusterView>(`/v1/clusters/${at.cluster_id}`);
    expect(view).toMatchObject({ state: 'revoked', presence: { state: 'refused', cause: 'cluster_revoked' } });
    await seeded.owner.request('DELETE', `/v1/clusters/${at.cluster_id}`);
    await expect(seeded.owner.get(`/v1/clusters/${at.cluster_id}`)).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });

  it('leaves nothing behind when both releases are uninstalled', async () => {
    await stack.kubernetes.helm.uninstall(at.release, at.namespace);
    await stack.kubernetes.helm.uninstall(`${at.release}-guard`, at.namespace);
    const after = () => inventory(stack.cluster.client, namespaces);
    // The namespace that the connector's release made brings two objects of Kubernetes' own.
    const own = [`ConfigMap ${at.namespace}/kube-root-ca.crt`, `ServiceAccount ${at.namespace}/default`];
    const foreign = (found: string[]) => found.filter((one) => !own.includes(one));
    // Kubernetes collects what belonged to the release's Secret in its own time.
    await expect.poll(async () => foreign(await after()), { timeout: 180_000, interval: 500 }).toEqual(foreign(before));
  });
});

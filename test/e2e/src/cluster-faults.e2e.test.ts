import { waitFor } from '@modekeeper/cluster';
import { describe, expect, it } from 'vitest';
import { asAccount } from './support/as-account.ts';
import { connectorLog } from './support/connector.ts';
import { expectAppliedOnce, expectEnd, expectNothingApplied, UNTOUCHED } from './support/expectations.ts';
import { isApply } from './support/faults.ts';
import { chart, type Installed, type InstallOptions, installTrainer, reinstallTrainer, TARGET } from './support/install.ts';
import { configMapPath, type Deployment, deploymentPath, get, knobs, patch, remove } from './support/objects.ts';
import { sceneForAll } from './support/online-stack.ts';
import { approve, closedGates, ended, nextPlan, untilState } from './support/plans.ts';
import { scenario } from './support/scenario.ts';
import { effectivePatches, patchesOf } from './support/witness.ts';

describe('a cluster that is not as it was when the plan was proved', () => {
  const scene = sceneForAll();
  const admin = () => scene().stack.cluster.client;
  const target = (at: Installed) => deploymentPath(at.target_namespace, TARGET);

  /** A verified plan, something that happens, an approval; answers the end. */
  async function approvedAfter(at: Installed, happens: () => Promise<unknown>) {
    const { seeded, stack } = scene();
    const plan = await nextPlan(seeded, at.cluster_id, 'verified');
    await happens();
    await approve(stack, seeded, plan);
    return ended(seeded.owner, plan.id);
  }
  const play = (label: string, act: (at: Installed) => Promise<void>, options?: InstallOptions) =>
    scenario(scene(), label, act, options);

  it.concurrent('the guard is gone: nothing is applied (second_lock_absent); once it is back, the next plan goes through', () =>
    play('guard', async (at) => {
      const { seeded, stack } = scene();
      const { helm } = stack.kubernetes;
      const end = await approvedAfter(at, async () => {
        await helm.uninstall(`${at.release}-guard`, at.namespace);
        // The API server goes on with a deleted policy for up to a second; until then the second lock is really there.
        const account = await asAccount(stack.cluster, at);
        const body = { metadata: { labels: { 'example.com/forbidden': 'by-the-guard' } } };
        const call = { method: 'PATCH' as const, path: target(at), body, query: { dryRun: 'All' } };
        const accepts = async () => (await account.call(call)).status === 200;
        await waitFor(accepts, { what: 'the end of the policy', timeout_ms: 60_000 });
      });
      expectEnd(end, 'blocked', 'second_lock_absent');
      await expectNothingApplied(stack, at);
      await helm.run([
        ...['install', `${at.release}-guard`, chart('modekeeper-guard'), '--namespace', at.namespace],
        ...['--values', `${at.values}/guard-values.yaml`],
      ]);
      const next = await nextPlan(seeded, at.cluster_id, 'verified', [end.plan.id]);
      await approve(stack, seeded, next);
      expectEnd(await ended(seeded.owner, next.id), 'confirmed');
      await expectAppliedOnce(stack, at, next.id);
    }));

  it.concurrent('the guard’s bounds are narrower: the API server itself refuses (422), and nothing is applied', () =>
    play('bounds', async (at) => {
      const { stack } = scene();
      const end = await approvedAfter(at, async () => {
        const { run } = stack.kubernetes.helm;
        const bounds = '[{"name":"concurrency","min":1,"max":2},{"name":"dataloader_prefetch_factor","min":1,"max":8}]';
        const release = [`${at.release}-guard`, chart('modekeeper-guard'), '--namespace', at.namespace];
        await run(['upgrade', ...release, '--values', `${at.values}/guard-values.yaml`, '--set-json', `actuators=${bounds}`]);
        const account = await asAccount(stack.cluster, at);
        const annotations = { 'modekeeper/knob.concurrency': '4' };
        const body = { spec: { template: { metadata: { annotations } } } };
        const call = { method: 'PATCH' as const, path: target(at), body, query: { dryRun: 'All' } };
        const refuses = async () => (await account.call(call)).status === 422;
        await waitFor(refuses, { what: 'the new policy', timeout_ms: 60_000 });
      });
      expectEnd(end, 'verify_failed', 'dry_run_failed');
      await expectNothingApplied(stack, at);
    }));

  it.concurrent('the RoleBinding is gone: rbac_denied before anything is sent', () =>
    play('rbac', async (at) => {
      const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${at.target_namespace}/rolebindings`;
      const binding = `modekeeper:${at.namespace}:${at.release}`;
      const end = await approvedAfter(at, () => remove(admin(), `${path}/${encodeURIComponent(binding)}`));
      expectEnd(end, 'verify_failed', 'rbac_denied');
      await expectNothingApplied(scene().stack, at);
    }));

  it.concurrent('somebody else changes another field between the last look and the change: 409, read again, one effective change', () =>
    play(
      'conflict-other',
      async (at) => {
        const { seeded, stack } = scene();
        const plan = await nextPlan(seeded, at.cluster_id, 'verified');
        let sent = 0;
        stack.setFault(at.target_namespace, (call) => {
          if (!isApply(at)(call)) return undefined;
          sent += 1;
          if (sent > 1) return undefined;
          return { kind: 'after', happened: patch(admin(), target(at), { metadata: { labels: { team: 'vision' } } }) };
        });
        await approve(stack, seeded, plan);
        const end = await ended(seeded.owner, plan.id);
        expectEnd(end, 'confirmed');
        expect(end.receipt?.objects[0]?.requests.map(({ outcome, status }) => [outcome, status])).toEqual([
          ['conflict', 409],
          ['applied', 200],
        ]);
        await expectAppliedOnce(stack, at, plan.id);
      },
      { behind_proxy: true },
    ));

  it.concurrent('somebody else sets one of the knobs at that very moment: conflict, and their value stays', () =>
    play(
      'conflict-knob',
      async (at) => {
        const { seeded, stack } = scene();
        const plan = await nextPlan(seeded, at.cluster_id, 'verified');
        const annotations = { 'modekeeper/knob.concurrency': '2' };
        stack.setFault(at.target_namespace, (call) => {
          if (!isApply(at)(call)) return undefined;
          return { kind: 'after', happened: patch(admin(), target(at), { spec: { template: { metadata: { annotations } } } }) };
        });
        await approve(stack, seeded, plan);
        expectEnd(await ended(seeded.owner, plan.id), 'conflict', 'preimage_changed');
        await expectNothingApplied(stack, at);
        expect(await knobs(admin(), at.target_namespace, TARGET)).toEqual({ ...UNTOUCHED, concurrency: '2' });
      },
      { behind_proxy: true },
    ));

  it.concurrent.each([
    {
      label: 'throttled',
      times: 2,
      kind: 'status',
      code: 429,
      reason: 'TooManyRequests',
      headers: { 'Retry-After': '1' },
    } as const,
    { label: 'overloaded', times: 1, kind: 'status', code: 503, reason: 'ServiceUnavailable' } as const,
  ])('the API server answers $code to the change: tried again, one effective change', ({ label, times, ...fault }) =>
    play(
      label,
      async (at) => {
        const { seeded, stack } = scene();
        const plan = await nextPlan(seeded, at.cluster_id, 'verified');
        let refused = 0;
        stack.setFault(at.target_namespace, (call) => {
          if (!isApply(at)(call) || refused === times) return undefined;
          refused += 1;
          return fault;
        });
        await approve(stack, seeded, plan);
        expectEnd(await ended(seeded.owner, plan.id), 'confirmed');
        expect(refused).toBe(times);
        await expectAppliedOnce(stack, at, plan.id);
      },
      { behind_proxy: true },
    ),
  );

  it.concurrent('the right is taken away for the change alone: api_forbidden, nothing is applied', () =>
    play(
      'forbidden',
      async (at) => {
        const { stack } = scene();
        const end = await approvedAfter(at, async () =>
          stack.setFault(at.target_namespace, (call) =>
            isApply(at)(call) ? { kind: 'status', code: 403, reason: 'Forbidden' } : undefined,
          ),
        );
        expectEnd(end, 'blocked', 'api_forbidden');
        await expectNothingApplied(stack, at);
      },
      { behind_proxy: true },
    ));

  it.concurrent('the Deployment is gone: the plan ends, and a new Deployment of that name gets a plan of its own', () =>
    play('gone', async (at) => {
      const { seeded, stack } = scene();
      const end = await approvedAfter(at, () => stack.kubernetes.helm.uninstall(TARGET, at.target_namespace));
      expectEnd(end, 'verify_failed', 'deployment_missing');
      await installTrainer(stack, at.target_namespace);
      const next = await nextPlan(seeded, at.cluster_id, 'verified', [end.plan.id]);
      await approve(stack, seeded, next);
      expectEnd(await ended(seeded.owner, next.id), 'confirmed');
      await expectAppliedOnce(stack, at, next.id);
    }));

  it.concurrent('the Deployment was made anew while the connector slept: the old plan never touches the new one', () =>
    play('recreated', async (at) => {
      const { seeded, stack } = scene();
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      stack.connectors.signal(at.namespace, 'SIGSTOP');
      await reinstallTrainer(stack, at.target_namespace);
      await approve(stack, seeded, plan);
      stack.connectors.signal(at.namespace, 'SIGCONT');
      const end = await ended(seeded.owner, plan.id);
      // Whichever the connector sees first, the new Deployment or the dispatch.
      expect([
        ['superseded', 'preimage_changed'],
        ['conflict', 'uid_changed'],
      ]).toContainEqual([end.plan.state, end.plan.reason]);
      await expectNothingApplied(stack, at);
      expect((await get<Deployment>(admin(), target(at))).metadata.generation).toBe(1);
    }));

  it.concurrent('the namespace is gone: the plan ends with that word, although its Role went with it', () =>
    play('namespace', async (at) => {
      const path = `/api/v1/namespaces/${at.target_namespace}`;
      const end = await approvedAfter(at, async () => {
        await remove(admin(), path);
        const gone = async () => (await admin().call({ method: 'GET', path })).status === 404;
        await waitFor(gone, { what: 'the namespace to be gone', timeout_ms: 90_000, poll_ms: 250 });
      });
      expectEnd(end, 'verify_failed', 'namespace_missing');
      await expectNothingApplied(scene().stack, at);
    }));

  it.concurrent('the journal is deleted while a plan waits: that plan is never applied (plan_unknown)', () =>
    play('journal', async (at) => {
      const { stack } = scene();
      const journal = configMapPath(at.namespace, `${at.release}-journal`);
      const end = await approvedAfter(at, () => remove(admin(), journal));
      expectEnd(end, 'blocked', 'plan_unknown');
      expect((await effectivePatches(stack.cluster, at)).length).toBe(0);
    }));

  it.concurrent('the journal is deleted while a change is under way: needs_person, and a person settles it', () =>
    play(
      'journal-applying',
      async (at) => {
        const { seeded, stack } = scene();
        const plan = await nextPlan(seeded, at.cluster_id, 'verified');
        const pid = stack.connectors.pid(at.namespace);
        stack.setFault(at.target_namespace, (call) => (isApply(at)(call) ? { kind: 'hang' } : undefined));
        await approve(stack, seeded, plan);
        await untilState(seeded.owner, plan.id, ['applying']);
        await remove(admin(), configMapPath(at.namespace, `${at.release}-journal`));
        await stack.connectors.restarted(at.namespace, pid);
        const end = await ended(seeded.owner, plan.id);
        expect({ state: end.plan.state, reason: end.plan.reason }).toEqual({ state: 'needs_person', reason: 'journal_lost' });
        const { approver } = seeded;
        await approver.post(`/v1/plans/${plan.id}/resolve`, { terminal: 'halted_partial', note: 'looked: nothing was changed' });
        expect((await untilState(seeded.owner, plan.id, ['halted_partial'])).state).toBe('halted_partial');
        expect(await effectivePatches(stack.cluster, at)).toHaveLength(0);
      },
      { behind_proxy: true },
    ));

  it.concurrent('the mounted passport became invalid: it says so and allows nothing', () =>
    play('passport', async (at) => {
      const { stack } = scene();
      const path = configMapPath(at.namespace, `${at.release}-passports`);
      const end = await approvedAfter(at, async () => {
        await patch(admin(), path, { data: { demo: null, 'demo.json': '{"schema_version":"passport.v0","name":"demo"}' } });
        await waitFor(async () => (await connectorLog(stack, at)).includes('passport_invalid'), {
          what: 'the connector to say so',
          timeout_ms: 60_000,
          poll_ms: 250,
        });
      });
      expectEnd(end, 'blocked', 'passport_invalid');
      await expectNothingApplied(stack, at);
    }));

  it.concurrent('the guard was never installed: the plan shows it before anybody approves, and nothing is applied', () =>
    play(
      'no-guard',
      async (at) => {
        const { seeded, stack } = scene();
        const plan = await nextPlan(seeded, at.cluster_id, 'verified');
        expect(closedGates(plan)).toEqual(['second_lock: second_lock_absent']);
        await approve(stack, seeded, plan);
        expectEnd(await ended(seeded.owner, plan.id), 'blocked', 'second_lock_absent');
        await expectNothingApplied(stack, at);
        expect((await patchesOf(stack.cluster, at)).length).toBeGreaterThan(0);
      },
      { without: /modekeeper-guard/ },
    ));
});

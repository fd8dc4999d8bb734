import { waitFor } from '@modekeeper/cluster';
import { describe, expect, it } from 'vitest';
import { podPath, readyz } from './support/connector.ts';
import { connectorKey, verifiedReceipt } from './support/enrolled-key.ts';
import { expectAppliedOnce, expectEnd } from './support/expectations.ts';
import { bringOnline, chart, type Installed, runGuide, showCluster, untilOnline } from './support/install.ts';
import { get, patch, remove } from './support/objects.ts';
import { sceneForAll } from './support/online-stack.ts';
import { approve, ended, nextPlan } from './support/plans.ts';
import { scenario } from './support/scenario.ts';
import { brief, effectivePatches } from './support/witness.ts';

type Token = { token: string };
type Audit = { items: { subject: { id: string } }[] };

describe('a connector that is not who it says', () => {
  const scene = sceneForAll();

  /** Waits until the connector names this code for one of its parts; answers its words. */
  async function saying(at: Pick<Installed, 'namespace' | 'release'>, part: string, code: string): Promise<string> {
    const { stack } = scene();
    let why = '';
    const probe = async () => {
      const { parts } = await readyz(stack, at);
      why = parts[part]?.why ?? '';
      return parts[part]?.code === code && !parts[part].ok;
    };
    await waitFor(probe, { what: `${part} of ${at.namespace} to be ${code}`, timeout_ms: 90_000, poll_ms: 250 });
    return why;
  }

  it.concurrent('with a wrong token says so and what to do, is nowhere in the portal, and comes online with a new one', async () => {
    const { seeded, stack } = scene();
    const play = async (at: Installed) => {
      expect(await saying(at, 'enrollment', 'token_invalid')).toMatch(/create a new one.*upgrade the release/i);
      expect(await showCluster(seeded, at.cluster_id)).toMatchObject({
        state: 'pending',
        presence: { state: 'never_connected' },
      });
      const { token } = await seeded.owner.post<Token>(`/v1/clusters/${at.cluster_id}/tokens`);
      await runGuide(stack, seeded, at, { token });
      await bringOnline(stack, seeded, at);
      expectEnd(await approveNext(at), 'confirmed');
    };
    await scenario(scene(), 'token-wrong', play, {
      online: false,
      token: async (given) => `${given.slice(0, -43)}${'A'.repeat(43)}`,
    });
  });

  it.concurrent('with a token that a newer one replaced is refused as expired', async () => {
    const { seeded } = scene();
    const replaced = async (given: string, cluster_id: string) => {
      await seeded.owner.post<Token>(`/v1/clusters/${cluster_id}/tokens`);
      return given;
    };
    const play = async (at: Installed) => {
      expect(await saying(at, 'enrollment', 'token_expired')).toMatch(/create a new one.*upgrade the release/i);
      expect((await showCluster(seeded, at.cluster_id)).state).toBe('pending');
    };
    await scenario(scene(), 'token-expired', play, { online: false, token: replaced });
  });

  it.concurrent('with a used token is refused, and with a copy of the key is a duplicate: the first one goes on alone', async () => {
    const { seeded, stack } = scene();
    const { client } = stack.cluster;
    let used = '';
    const play = async (first: Installed) => {
      const name = 'mk-second';
      const second = { ...first, namespace: name, release: name, values: `${first.values}-second` };
      await runGuide(stack, seeded, second, { token: used });
      expect(await saying(second, 'enrollment', 'token_used')).toMatch(/create a new one.*upgrade the release/i);

      const secret = ({ namespace, release }: Installed) => `/api/v1/namespaces/${namespace}/secrets/${release}-identity`;
      const { data } = await get<{ data: Record<string, string> }>(client, secret(first));
      await patch(client, secret(second), { data });
      await remove(client, await podPath(stack.cluster, second));
      expect(await saying(second, 'session', 'duplicate_identity')).toMatch(/copy of the identity/i);
      expect((await readyz(stack, first)).ready).toBe(true);
      expect((await showCluster(seeded, first.cluster_id)).presence.state).toBe('connected');
      const query = 'action=connector.duplicate_identity';
      const { items } = await seeded.owner.get<Audit>(`/v1/audit-events?${query}`);
      expect(items.map(({ subject }) => subject.id)).toContain(first.cluster_id);

      const end = await approveNext(first);
      expectEnd(end, 'confirmed');
      await expectAppliedOnce(stack, first, end.plan.id);
      // It may prove plans of its own by dry runs; nobody can send it one to carry out.
      expect((await effectivePatches(stack.cluster, second)).map(brief)).toEqual([]);
      await remove(client, `/api/v1/namespaces/${name}`);
    };
    const remember = async (given: string) => {
      used = given;
      return given;
    };
    await scenario(scene(), 'copied', play, { token: remember });
  });

  it.concurrent('takes a new key once the chart asks for it: open plans go on, what it signs is signed by that key, and the old one is refused', async () => {
    const { seeded, stack } = scene();
    const { client } = stack.cluster;
    const play = async (at: Installed) => {
      const plan = await nextPlan(seeded, at.cluster_id, 'verified');
      const secret = `/api/v1/namespaces/${at.namespace}/secrets/${at.release}-identity`;
      const [old, { data: kept }] = [
        await connectorKey(stack.cluster, at),
        await get<{ data: Record<string, string> }>(client, secret),
      ];
      const upgrade = ['upgrade', at.release, chart('modekeeper-connector'), '--namespace', at.namespace];
      const values = ['--values', `${at.values}/connector-values.yaml`];
      await stack.kubernetes.helm.run([...upgrade, ...values, '--set', 'identity.rotation=1']);
      await waitFor(async () => (await showCluster(seeded, at.cluster_id)).key_id !== old.kid, {
        what: 'the new key',
        timeout_ms: 90_000,
        poll_ms: 250,
      });
      await untilOnline(seeded, at.cluster_id);
      const fresh = await connectorKey(stack.cluster, at);
      expect((await showCluster(seeded, at.cluster_id)).key_id).toBe(fresh.kid);
      const { items } = await seeded.owner.get<Audit>('/v1/audit-events?action=cluster.key_rotated');
      expect(items.map(({ subject }) => subject.id)).toContain(at.cluster_id);

      await approve(stack, seeded, plan);
      const end = await ended(seeded.owner, plan.id);
      expectEnd(end, 'confirmed');
      expect(await verifiedReceipt(end.plan, fresh.keyring)).toEqual(end.receipt);
      await expect(verifiedReceipt(end.plan, old.keyring)).rejects.toMatchObject({ code: 'key_unknown' });
      await expectAppliedOnce(stack, at, plan.id);

      // A backup of the Secret from before is no way back, and the chart's number, reached long ago, does not rescue it.
      await patch(client, secret, { data: { ...kept, rotation: Buffer.from('1').toString('base64') } });
      await remove(client, await podPath(stack.cluster, at));
      await saying(at, 'session', 'refused');
    };
    await scenario(scene(), 'rotation', play);
  });

  async function approveNext(at: Installed) {
    const { seeded, stack } = scene();
    const plan = await nextPlan(seeded, at.cluster_id, 'verified');
    await approve(stack, seeded, plan);
    return ended(seeded.owner, plan.id);
  }
});

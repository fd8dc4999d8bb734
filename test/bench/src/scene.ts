import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passportTemplate, SANDBOX_TEMPLATES } from '@modekeeper/engine';
import {
  buildConnector,
  freePort,
  type Kubernetes,
  makeTrustDocuments,
  type Platform,
  publishTrust,
  type Seeded,
  seedOrganization,
  startKubernetes,
  startPlatform,
} from '@modekeeper/sandbox';

export type Say = (line: string) => void;

/** The whole product on this machine, with people, a licence, and the bench's passport; no connector yet. */
export type Scene = {
  readonly platform: Platform;
  readonly kubernetes: Kubernetes;
  readonly seeded: Seeded;
  readonly passport_id: string;
  /** Folder of the pods of the node agent, where their logs lie. */
  readonly podsDir: string;
  /** A fresh second factor for both people: lifting a switch and approving need one that is not older than 5 min. */
  stepUp(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts everything on a state folder of its own under the system's temporary folder; `stop` deletes it. */
export async function openScene(say: Say): Promise<Scene> {
  const statePath = mkdtempSync(join(tmpdir(), 'modekeeper-bench-'));
  say('starting the control plane');
  const platform = await startPlatform({ statePath, port: await freePort() });
  try {
    const seeded = await seedOrganization(platform.url, platform.secrets);
    say('starting Kubernetes');
    const connector = await buildConnector(platform.programs, platform.folder.log('bundle'));
    const kubernetes = await startKubernetes({ folder: platform.folder, connector, onProgress: () => undefined });
    const { logins, sandbox_admin_token } = platform.secrets;
    const documents = await makeTrustDocuments(platform.secrets, kubernetes.uid, Math.floor(Date.now() / 1000));
    await publishTrust(platform.url, sandbox_admin_token, documents);
    const stepUp = async () => {
      await seeded.owner.post('/v1/step-up', { method: 'password', password: logins.owner.password });
      await seeded.approver.post('/v1/step-up', { method: 'password', password: logins.approver.password });
    };
    await stepUp();
    return {
      platform,
      kubernetes,
      seeded,
      passport_id: await benchPassport(seeded),
      podsDir: join(platform.folder.pods, 'pods'),
      stepUp,
      stop: async () => {
        await kubernetes.stop();
        await platform.stop();
        rmSync(statePath, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await platform.stop();
    rmSync(statePath, { recursive: true, force: true });
    throw cause;
  }
}

/** The demo's passport without a cooldown, so that one run follows the other. */
async function benchPassport({ owner, environment_id }: Seeded): Promise<string> {
  const demo = passportTemplate('demo', SANDBOX_TEMPLATES);
  const document = { ...demo, name: 'bench', limits: { ...demo.limits, cooldown_s: 0 } };
  const { id } = await owner.post<{ id: string }>('/v1/passports', { environment_id, document });
  await owner.post(`/v1/passports/${id}/publish`, { version: 1 });
  return id;
}

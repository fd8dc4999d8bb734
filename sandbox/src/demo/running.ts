import { ModeKeeperError } from '@modekeeper/contracts';
import type { ApiClient } from '../api/client.ts';
import { defaultStatePath, type StateFolder, stateFolder } from '../platform/paths.ts';
import { signedIn } from '../seed/people.ts';
import { ensureSecrets, type SandboxSecrets } from '../state/secrets.ts';
import { readSettings } from '../state/settings.ts';

/** The sandbox that `npm start` holds in another terminal. */
export type Running = {
  url: string;
  folder: StateFolder;
  secrets: SandboxSecrets;
  organization_id: string;
  cluster_id: string;
  owner: ApiClient;
  approver: ApiClient;
};

const notRunning = () =>
  new ModeKeeperError({
    code: 'not_ready',
    message: 'The sandbox is not running.',
    hint: 'Start it in another terminal with npm start, and wait until it says Ready.',
  });

/** Finds the running sandbox and signs its two people in. @throws `not_ready` */
export async function findRunning(): Promise<Running> {
  const folder = stateFolder(defaultStatePath());
  const { organization_id, port } = readSettings(folder.settings);
  if (port === undefined || organization_id === undefined) throw notRunning();
  const url = `http://localhost:${port}`;
  const answers = await fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
  if (!answers) throw notRunning();
  const secrets = await ensureSecrets(folder.secrets);
  const owner = (await signedIn(url, secrets.logins.owner)).inOrganization(organization_id);
  const approver = (await signedIn(url, secrets.logins.approver)).inOrganization(organization_id);
  const { items } = await owner.get<{ items: { id: string; state: string }[] }>('/v1/clusters');
  const cluster = items.find(({ state }) => state === 'active');
  if (cluster === undefined) throw notRunning();
  return { url, folder, secrets, organization_id, cluster_id: cluster.id, owner, approver };
}

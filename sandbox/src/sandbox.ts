import { once } from 'node:events';
import {
  type BuildProgress,
  describeProgress,
  isBuilt,
  openStateFolder,
  type StartProgress,
  sandboxBinaries,
} from '@modekeeper/cluster';
import type { SandboxFlags } from './flags.ts';
import { greet } from './greet.ts';
import { requireMemory } from './platform/memory.ts';
import { defaultStatePath } from './platform/paths.ts';
import { claimPort } from './platform/ports.ts';
import { type Board, progressBoard } from './progress/board.ts';
import { progressPublisher } from './progress/publish.ts';
import { describeStep } from './progress/terminal.ts';
import { bringConnectorOnline, installTrainer } from './seed/demo-cluster.ts';
import { type Seeded, seedOrganization } from './seed/organization.ts';
import { waitForProposal } from './seed/proposal.ts';
import { publishTrust } from './seed/publish-trust.ts';
import { makeTrustDocuments } from './seed/trust-material.ts';
import { buildConnector } from './stack/connector.ts';
import { type Kubernetes, startKubernetes } from './stack/kubernetes.ts';
import { type Platform, resetState, startPlatform } from './stack/platform.ts';
import { rememberSettings } from './state/settings.ts';

type Say = (line: string) => void;

/** What a person waits for, in its order. */
const STEPS = {
  platform: 'Control plane and database',
  organization: 'Demo organization, passport and logins',
  kubernetes: 'Kubernetes control plane',
  trust: 'Licence, keyset and revocation list of the sandbox',
  trainer: 'Demo trainer',
  connector: 'Connector',
  proposal: 'First proposal',
} as const;
type SandboxBoard = Board<keyof typeof STEPS>;

/**
 * `npm start` without a cluster of the user's: control plane first (usable at once), then Kubernetes, charts, and the demo's first
 * proposal. Runs until `stop` aborts; state survives.
 * @throws `port_in_use`, `conflict` (a second instance), `memory_low`, `program_failed`, `timeout`, the errors of `ensureBinaries`
 */
export async function startSandbox(flags: SandboxFlags, stop: AbortSignal, say: Say): Promise<void> {
  const statePath = defaultStatePath();
  // First of all: a second instance is told so, rather than that its port is in use; and what a killed one left running gives its port back.
  openStateFolder(statePath).release();
  requireMemory();
  if (flags.reset) resetState(statePath);
  const port = await claimPort(flags.port);
  // What was begun still fails in its own ways while everything is stopped: of no interest to whoever pressed Ctrl-C.
  const sayUntilStopped = (line: string) => {
    if (!stop.aborted) say(line);
  };
  let publish: ((steps: ReturnType<SandboxBoard['steps']>) => void) | undefined;
  const board = progressBoard(
    STEPS,
    () => performance.now(),
    (step, steps) => {
      sayUntilStopped(describeStep(step));
      publish?.(steps);
    },
  );
  const kept = `State is kept in ${statePath}; npm start goes on with it, npm start -- --reset starts over.`;
  let platform: Platform;
  try {
    platform = await board.run('platform', (tell) => startPlatform({ statePath, port, tell, signal: stop }));
  } catch (cause) {
    if (!stop.aborted) throw cause;
    say(`\nStopped. ${kept}`);
    return;
  }
  const publisher = progressPublisher(platform.url, platform.secrets.sandbox_admin_token, (why) =>
    sayUntilStopped(`  !! progress page: ${why}`),
  );
  publish = publisher.publish;
  let kubernetes: Kubernetes | undefined;
  try {
    const seeded = await board.run('organization', () => seedOrganization(platform.url, platform.secrets));
    rememberSettings(platform.folder.settings, { port, organization_id: seeded.organization_id });
    if (stop.aborted) return;
    await greet(platform, { open: flags.open, say, also: [`export KUBECONFIG=${platform.folder.cluster}/kubeconfig`] });
    const up = bringUp(board, platform, seeded, stop, (running) => {
      kubernetes = running;
    });
    // Ctrl-C while something is waited for: what was begun is stopped below, whatever it still says is of no interest.
    if ((await Promise.race([up, aborted(stop)])) === 'aborted') {
      void Promise.allSettled([up]);
      return;
    }
    say(
      `\nReady: the portal shows what waits for your decision. Or walk the loop in another terminal: npm run demo. Ctrl-C stops everything and keeps the state.`,
    );
    await aborted(stop);
  } finally {
    say('\nStopping.');
    await kubernetes?.stop();
    await platform.stop();
    say(`Stopped. ${kept}`);
  }
}

async function aborted(stop: AbortSignal): Promise<'aborted'> {
  if (!stop.aborted) await once(stop, 'abort');
  return 'aborted';
}

async function bringUp(
  board: SandboxBoard,
  platform: Platform,
  seeded: Seeded,
  signal: AbortSignal,
  running: (kubernetes: Kubernetes) => void,
): Promise<void> {
  const { folder, programs, secrets, url } = platform;
  const kubernetes = await board.run('kubernetes', async (tell) => {
    if (!sandboxBinaries.every(isBuilt)) tell('built once on this machine, about 8 minutes at low priority');
    const connector = await buildConnector(programs, folder.log('bundle'));
    const onProgress = (step: BuildProgress | StartProgress) => {
      if (step.kind !== 'ready' || !step.cached) tell(describeProgress(step));
    };
    return startKubernetes({ folder, connector, onProgress, signal });
  });
  running(kubernetes);
  await board.run('trust', async () =>
    publishTrust(
      url,
      secrets.sandbox_admin_token,
      await makeTrustDocuments(secrets, kubernetes.uid, Math.floor(Date.now() / 1000)),
    ),
  );
  await board.run('trainer', () => installTrainer(kubernetes));
  const cluster_id = await board.run('connector', (tell) => bringConnectorOnline(seeded, kubernetes, folder, tell));
  await board.run('proposal', (tell) => waitForProposal(seeded.owner, cluster_id, tell));
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type Cluster, run } from '@modekeeper/cluster';
import { ModeKeeperError } from '@modekeeper/contracts';

/** What `GET /v1/clusters/{id}/install` answers. */
export type InstallGuide = {
  steps: { who: string; grants: string; command: string; files: { name: string; content: string }[] }[];
  token_placeholder: string;
};

/** The commands' `helm` and `kubectl` are the pinned ones, and they speak to this cluster only. */
function shellEnvironment(cluster: Cluster): NodeJS.ProcessEnv {
  const folders = [dirname(cluster.binaries.helm), dirname(cluster.binaries.kubectl), process.env.PATH ?? ''];
  const own = `${cluster.kubeconfig}.helm`;
  return {
    ...process.env,
    PATH: folders.join(delimiter),
    KUBECONFIG: cluster.kubeconfig,
    HELM_CONFIG_HOME: own,
    HELM_CACHE_HOME: own,
    HELM_DATA_HOME: own,
  };
}

/**
 * Does what a person would do with the guide: saves the files, puts the token in, runs the commands as they stand, in order.
 * @param folder where the files go, mode 0700 (the values hold the token)
 * @throws `program_failed` with the command's own last words
 */
export async function followInstallGuide(
  guide: InstallGuide,
  options: { cluster: Cluster; token: string; folder: string },
): Promise<void> {
  const { cluster, folder, token } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { command, files } of guide.steps) {
    for (const file of files) {
      writeFileSync(join(folder, file.name), file.content.replaceAll(guide.token_placeholder, token), { mode: 0o600 });
    }
    await runCommand(command, { cluster, folder });
  }
}

/** Runs one command line of a guide. @throws `program_failed` */
export async function runCommand(command: string, options: { cluster: Cluster; folder: string }): Promise<string> {
  const { code, stdout, stderr } = await run('sh', ['-c', command], {
    cwd: options.folder,
    env: shellEnvironment(options.cluster),
  });
  if (code === 0) return stdout;
  throw new ModeKeeperError({
    code: 'program_failed',
    message: `«${command}» failed (exit ${code}): ${stderr.trim().split('\n').at(-1) ?? ''}`,
    hint: `Try it yourself with KUBECONFIG=${options.cluster.kubeconfig} in ${options.folder}.`,
  });
}

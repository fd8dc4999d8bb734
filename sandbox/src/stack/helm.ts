import { join } from 'node:path';
import { run } from '@modekeeper/cluster';
import { ModeKeeperError } from '@modekeeper/contracts';
import { repositoryRoot } from '../platform/paths.ts';

export type Helm = {
  /** `helm upgrade --install`, so that doing it twice is doing it once. */
  install(release: string, chart: string, namespace: string, valuesFiles: string[], set?: Record<string, string>): Promise<void>;
  uninstall(release: string, namespace: string): Promise<void>;
  /** Whether a release of that name was installed whole in the namespace. */
  has(release: string, namespace: string): Promise<boolean>;
  /** Runs any helm command and answers its standard output. @throws `program_failed` with helm's own words */
  run(args: string[]): Promise<string>;
};

/** Real Helm against one cluster. `binary` and `kubeconfig` are paths. */
export function helm(binary: string, kubeconfig: string): Helm {
  // HELM_* folders beside the kubeconfig: a user's own Helm plugins and repositories play no part here.
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    HELM_CONFIG_HOME: `${kubeconfig}.helm`,
    HELM_CACHE_HOME: `${kubeconfig}.helm`,
    HELM_DATA_HOME: `${kubeconfig}.helm`,
  };
  const call = async (args: string[]) => {
    const { code, stdout, stderr } = await run(binary, args, { env, cwd: repositoryRoot() });
    if (code === 0) return stdout;
    throw new ModeKeeperError({
      code: 'program_failed',
      message: `helm ${args.slice(0, 2).join(' ')} failed: ${lastLine(stderr)}`,
      hint: `Try it yourself: KUBECONFIG=${kubeconfig} helm ${args.join(' ')}`,
    });
  };
  return {
    run: call,
    install: async (release, chart, namespace, valuesFiles, set = {}) => {
      const values = valuesFiles.flatMap((file) => ['--values', file]);
      const sets = Object.entries(set).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
      await call([
        'upgrade',
        '--install',
        release,
        chartPath(chart),
        '--namespace',
        namespace,
        '--create-namespace',
        ...values,
        ...sets,
      ]);
    },
    has: async (release, namespace) => {
      const answer = await call(['list', '--namespace', namespace, '--filter', `^${release}$`, '--output', 'json']);
      const [found] = JSON.parse(answer) as { status: string; revision: string }[];
      // A first installation that failed is to be done again; a later one that failed left the one before it in place.
      return found !== undefined && (found.status === 'deployed' || Number(found.revision) > 1);
    },
    uninstall: async (release, namespace) => {
      await call(['uninstall', release, '--namespace', namespace, '--ignore-not-found', '--wait']);
    },
  };
}

/** Folder of one of our charts. */
export function chartPath(chart: string): string {
  return join(repositoryRoot(), 'charts', chart);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? 'no message';
}

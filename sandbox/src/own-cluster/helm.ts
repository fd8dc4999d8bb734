import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@modekeeper/cluster';
import { ModeKeeperError } from '@modekeeper/contracts';
import { parseAllDocuments } from 'yaml';
import { chartPath } from '../stack/helm.ts';
import type { ClusterAccess } from './kubeconfig.ts';
import type { KubeObject } from './objects.ts';

export type ChartName = 'modekeeper-connector' | 'modekeeper-guard';
export type Values = Record<string, unknown>;
export type Rendered = { objects: KubeObject[]; notes: string };
export type Release = { revision: number; ours: boolean; values: Values; objects: KubeObject[] };

/** Helm against the user's cluster, in one namespace. Every call @throws `program_failed` with Helm's own words. */
export type OwnHelm = {
  /** Objects and notes of a release without asking or telling the cluster anything. */
  render(release: string, chart: ChartName, values: Values): Promise<Rendered>;
  /** Installs or upgrades; a failed first installation is taken away again. */
  install(release: string, chart: ChartName, values: Values): Promise<void>;
  /** The release as it stands, or null. */
  find(release: string): Promise<Release | null>;
  uninstall(release: string): Promise<void>;
};

/** Marks the releases that `npm start -- --kubeconfig` made, so that no other one is ever upgraded or taken away. */
const MARK = 'modekeeper-created-by=npm-start';

/** @param folder of our own, for values and Helm's caches: nothing is written beside the user's kubeconfig */
export function ownHelm(binary: string, access: ClusterAccess, options: { namespace: string; folder: string }): OwnHelm {
  const { namespace, folder } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const home = join(folder, 'helm');
  const env = helmEnvironment(process.env, access.kubeconfig, home);
  const call = async (args: string[]) => {
    const full = [...args, '--namespace', namespace, '--kube-context', access.context];
    const { code, stdout, stderr } = await run(binary, full, { env });
    if (code === 0) return stdout;
    throw new ModeKeeperError({
      code: 'program_failed',
      message: `helm ${args.slice(0, 2).join(' ')} failed: ${lastLine(stderr)}.`,
      hint: `Try it yourself: KUBECONFIG=${access.kubeconfig} helm ${full.join(' ')}`,
    });
  };
  const valuesFile = (release: string, values: Values) => {
    const file = join(folder, `${release}.values.json`);
    writeFileSync(file, JSON.stringify(values, null, 2), { mode: 0o600 });
    return file;
  };
  return {
    async render(release, chart, values) {
      const file = valuesFile(release, values);
      const out = await call(['install', release, chartPath(chart), '--dry-run=client', '--output', 'json', '--values', file]);
      const { manifest, info } = JSON.parse(out) as { manifest: string; info: { notes?: string } };
      return { objects: objectsOf(manifest), notes: info.notes ?? '' };
    },
    async install(release, chart, values) {
      const file = valuesFile(release, values);
      const flags = ['--install', '--rollback-on-failure', '--timeout', '60s', '--labels', MARK];
      await call(['upgrade', release, chartPath(chart), '--values', file, ...flags]);
    },
    async find(release) {
      const list = async (...selector: string[]) => {
        const out = await call(['list', '--filter', `^${release}$`, '--output', 'json', ...selector]);
        return (JSON.parse(out || '[]') as { revision: string }[])[0];
      };
      const found = await list();
      if (found === undefined) return null;
      const values = JSON.parse(await call(['get', 'values', release, '--output', 'json'])) as Values | null;
      return {
        revision: Number(found.revision),
        ours: (await list('--selector', MARK)) !== undefined,
        values: values ?? {},
        objects: objectsOf(await call(['get', 'manifest', release])),
      };
    },
    async uninstall(release) {
      await call(['uninstall', release, '--ignore-not-found', '--wait', '--timeout', '60s']);
    },
  };
}

/**
 * The user's environment, for exec plugins of the kubeconfig, but none of Helm's own variables: HELM_KUBEAPISERVER, HELM_KUBETOKEN or
 * HELM_DRIVER would lead to another cluster than the one that was shown, or leave other records than were listed.
 */
export function helmEnvironment(env: NodeJS.ProcessEnv, kubeconfig: string, home: string): NodeJS.ProcessEnv {
  const others = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('HELM_')));
  const own = { HELM_CONFIG_HOME: home, HELM_CACHE_HOME: home, HELM_DATA_HOME: home, HELM_DRIVER: 'secret' };
  return { ...others, KUBECONFIG: kubeconfig, ...own };
}

function objectsOf(manifest: string): KubeObject[] {
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object) => object !== null);
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.findLast((line) => line.startsWith('Error:')) ?? lines.at(-1) ?? 'no message')
    .replace(/^Error: /, '')
    .replace(/\.$/, '');
}

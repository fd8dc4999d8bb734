import { fileURLToPath } from 'node:url';

/** Names of the programs that the control plane for tests is made of, and of what stands beside it in a customer's cluster. */
export type BinaryName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kwok'
  | 'kubectl'
  | 'helm'
  | 'prometheus';

/** One folder of `test/cluster` with a pinned `go.mod` and `go.sum`. */
export type GoModule = 'etcd' | 'kubernetes' | 'kwok' | 'helm' | 'prometheus';

/** How one binary is made from one pinned Go module. */
export type Recipe = {
  name: BinaryName;
  module: GoModule;
  /** Go package with the main function. */
  package: string;
  ldflags: string;
  /** Build tags of Go, separated by commas. */
  tags?: string;
  /** Arguments that print the version, and what the answer must contain. */
  versionArgs: readonly string[];
  version: string;
};

const KUBERNETES_VERSION = '1.36.3';

// Without the stamp the server calls itself v0.0.0, and clients fall back to ancient behavior.
const stamp = 'k8s.io/component-base/version';
const kubernetesFlags = `-s -w -X ${stamp}.gitVersion=v${KUBERNETES_VERSION} -X ${stamp}.gitMajor=1 -X ${stamp}.gitMinor=36`;

const kubernetes = (name: BinaryName, versionArgs: readonly string[] = ['--version']): Recipe => ({
  name,
  module: 'kubernetes',
  package: `k8s.io/kubernetes/cmd/${name}`,
  ldflags: kubernetesFlags,
  versionArgs,
  version: KUBERNETES_VERSION,
});

const PROMETHEUS_VERSION = '3.13.2';

/** All binaries in the order in which they are needed: the control plane first, the people's tools last. */
export const recipes: readonly Recipe[] = [
  {
    name: 'etcd',
    module: 'etcd',
    package: 'go.etcd.io/etcd/server/v3',
    ldflags: '-s -w',
    versionArgs: ['--version'],
    version: '3.7.3',
  },
  kubernetes('kube-apiserver'),
  kubernetes('kube-controller-manager'),
  kubernetes('kube-scheduler'),
  {
    name: 'kwok',
    module: 'kwok',
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    ldflags: '-s -w',
    versionArgs: ['--version'],
    version: '0.8.0',
  },
  kubernetes('kubectl', ['version', '--client']),
  {
    name: 'helm',
    module: 'helm',
    package: 'helm.sh/helm/v4/cmd/helm',
    ldflags: '-s -w -X helm.sh/helm/v4/internal/version.version=v4.3.1',
    versionArgs: ['version'],
    version: '4.3.1',
  },
  {
    name: 'prometheus',
    module: 'prometheus',
    package: 'github.com/prometheus/prometheus/cmd/prometheus',
    ldflags: `-s -w -X github.com/prometheus/common/version.Version=${PROMETHEUS_VERSION}`,
    // Without the discovery of targets in clouds: half of the code, none of what answers queries.
    tags: 'remove_all_sd',
    versionArgs: ['--version'],
    version: PROMETHEUS_VERSION,
  },
];

/** What the control plane itself needs; `kubectl` and `helm` are for people and charts. */
export const controlPlaneBinaries: readonly BinaryName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
];

/** Every binary, in build order: what the tests need. */
export const testBinaries: readonly BinaryName[] = recipes.map((recipe) => recipe.name);

/** What a sandbox needs: all but what only tests ask for. */
export const sandboxBinaries: readonly BinaryName[] = testBinaries.filter((name) => name !== 'prometheus');

/** The recipe of one binary. */
export function recipeOf(name: BinaryName): Recipe {
  const recipe = recipes.find((candidate) => candidate.name === name);
  if (recipe === undefined) throw new Error(`no recipe for ${name}`);
  return recipe;
}

/** Folder in the checkout that holds the pins of a Go module. */
export function moduleFolder(module: GoModule): string {
  return fileURLToPath(new URL(`../../${module}/`, import.meta.url));
}

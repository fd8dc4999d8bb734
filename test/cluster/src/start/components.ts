import { join } from 'node:path';
import type { BinaryName } from '../build/recipe.ts';
import type { Credentials } from './credentials.ts';
import type { ClusterPorts } from './ports.ts';

/** The processes of a control plane, in the order in which they start. */
export const componentNames = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const;
export type ComponentName = (typeof componentNames)[number] & BinaryName;

export type Layout = {
  stateDir: string;
  ports: ClusterPorts;
  credentials: Credentials;
  /** Kubeconfig of each component, one user each. */
  kubeconfigs: { controllers: string; scheduler: string; kwok: string };
  auditPolicyFile: string;
  auditLogPath: string;
  stagesFile: string;
  /** More flags for the API server, last one wins. */
  apiServerFlags: readonly string[];
};

/** Folder where the API server writes the serving certificate that it makes for itself. */
export const certificateFolder = (stateDir: string) => join(stateDir, 'certificates');

/** The certificate to trust. */
export const caFileOf = (stateDir: string) => join(certificateFolder(stateDir), 'apiserver.crt');

const ISSUER = 'https://kubernetes.default.svc.cluster.local';

// Controllers of clouds, load balancers and disks have nothing to control here.
const NO_CONTROLLERS = [
  'cloud-node-lifecycle-controller',
  'node-route-controller',
  'service-lb-controller',
  'horizontal-pod-autoscaler-controller',
  'persistentvolume-attach-detach-controller',
];

function etcd({ stateDir, ports }: Layout): string[] {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return [
    '--name=sandbox',
    `--data-dir=${join(stateDir, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=sandbox=${peer}`,
    // A crash of the machine may lose the sandbox; a disk flush per write would cost every test.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiServer(layout: Layout): string[] {
  const { stateDir, ports, credentials } = layout;
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${ports.apiServer}`,
    `--cert-dir=${certificateFolder(stateDir)}`,
    `--token-auth-file=${credentials.tokenFile}`,
    '--authorization-mode=RBAC',
    `--service-account-issuer=${ISSUER}`,
    `--service-account-key-file=${credentials.serviceAccountPublicKeyFile}`,
    `--service-account-signing-key-file=${credentials.serviceAccountKeyFile}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--kubelet-preferred-address-types=InternalIP',
    '--endpoint-reconciler-type=none',
    '--profiling=false',
    '--allow-privileged=false',
    `--audit-policy-file=${layout.auditPolicyFile}`,
    `--audit-log-path=${layout.auditLogPath}`,
    '--audit-log-maxsize=200',
    '--audit-log-maxbackup=2',
    ...layout.apiServerFlags,
  ];
}

function controllerManager({ stateDir, credentials, kubeconfigs }: Layout): string[] {
  return [
    `--kubeconfig=${kubeconfigs.controllers}`,
    '--leader-elect=false',
    '--use-service-account-credentials',
    `--service-account-private-key-file=${credentials.serviceAccountKeyFile}`,
    `--root-ca-file=${caFileOf(stateDir)}`,
    '--secure-port=0',
    '--profiling=false',
    `--controllers=*,${NO_CONTROLLERS.map((name) => `-${name}`).join(',')}`,
  ];
}

function scheduler({ kubeconfigs }: Layout): string[] {
  return [`--kubeconfig=${kubeconfigs.scheduler}`, '--leader-elect=false', '--secure-port=0', '--profiling=false'];
}

function kwok({ ports, kubeconfigs, stagesFile }: Layout): string[] {
  return [
    `--kubeconfig=${kubeconfigs.kwok}`,
    '--manage-all-nodes',
    '--node-ip=127.0.0.1',
    `--node-port=${ports.kwok}`,
    `--server-address=127.0.0.1:${ports.kwok}`,
    '--node-lease-duration-seconds=40',
    '--enable-crds=Logs',
    `--config=${stagesFile}`,
  ];
}

const flagMakers: Record<ComponentName, (layout: Layout) => string[]> = {
  etcd,
  'kube-apiserver': apiServer,
  'kube-controller-manager': controllerManager,
  'kube-scheduler': scheduler,
  kwok,
};

/** Command line of one component. */
export function flagsOf(name: ComponentName, layout: Layout): string[] {
  return flagMakers[name](layout);
}

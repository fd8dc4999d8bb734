import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getCACertificates } from 'node:tls';
import { type Cluster, KubeConfig } from '@kubernetes/client-node';
import { ModeKeeperError } from '@modekeeper/contracts';

/** A cluster of the user's, as one context of a kubeconfig describes it. */
export type ClusterAccess = {
  /** Absolute path, for Helm. */
  kubeconfig: string;
  context: string;
  user: string;
  /** `https://host:port`, without a path. */
  server: string;
  host: string;
  port: string;
  /** PEM that verifies the server: the kubeconfig's, or without one what this machine trusts. */
  ca: string;
  config: KubeConfig;
};

function refused(message: string, hint: string, cause?: unknown): ModeKeeperError {
  return new ModeKeeperError({ code: 'configuration_invalid', message, hint, cause });
}

/**
 * Reads a kubeconfig and one of its contexts (default: the current one). The connector talks to the API server as a pod does, by host,
 * port and CA, so that what a pod could not use is refused here, in words, and not later by a failing connection.
 * @throws `configuration_invalid`
 */
export function openKubeconfig(input: { file: string; context?: string | undefined }): ClusterAccess {
  const kubeconfig = resolve(input.file);
  const config = load(kubeconfig);
  const known = config.getContexts().map(({ name }) => name);
  if (known.length === 0)
    throw refused(`The file ${kubeconfig} is no kubeconfig, or one without contexts.`, 'Check it with: kubectl config view');
  const context = input.context ?? config.getCurrentContext();
  if (context === undefined || context === null || context === '')
    throw refused(`The kubeconfig ${kubeconfig} has no current context.`, `Choose one with --context: ${known.join(', ')}.`);
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  const user = config.getCurrentUser();
  if (!known.includes(context))
    throw refused(`The kubeconfig ${kubeconfig} has no context ${context}.`, `It has: ${known.join(', ')}.`);
  if (cluster === null || user === null)
    throw refused(
      `Context ${context} names a cluster or a user that the kubeconfig does not have.`,
      'Look at it with: kubectl config view',
    );
  return { kubeconfig, context, user: user.name, ...reachable(cluster), config };
}

function load(file: string): KubeConfig {
  if (!existsSync(file)) throw refused(`There is no kubeconfig ${file}.`, 'Give the path of the file after --kubeconfig.');
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw refused(`The file ${file} cannot be read as a kubeconfig: ${why}.`, 'Check it with: kubectl config view', cause);
  }
  return config;
}

/** Where the server is and how it is verified, as a pod would know it. */
function reachable(cluster: Cluster): Pick<ClusterAccess, 'server' | 'host' | 'port' | 'ca'> {
  const url = URL.parse(cluster.server);
  const where = `cluster ${cluster.name} (${cluster.server})`;
  if (url === null || url.protocol !== 'https:')
    throw refused(
      `The server of ${where} is not an https address.`,
      'Use a context that leads to the API server itself: a token must not travel in the clear.',
    );
  if (url.pathname !== '/' || url.search !== '')
    throw refused(
      `The server of ${where} has a path, and the connector reaches its API server by host and port only.`,
      'Use a context that leads to the API server itself, without the management proxy in between.',
    );
  if (cluster.proxyUrl)
    throw refused(
      `The ${where} is reached through proxy-url, which the connector cannot use.`,
      'Use a context without proxy-url.',
    );
  if (cluster.skipTLSVerify)
    throw refused(
      `The ${where} has insecure-skip-tls-verify, and the connector never talks to a server that it cannot verify.`,
      `Put the CA there: kubectl config set-cluster ${cluster.name} --certificate-authority=FILE --insecure-skip-tls-verify=false`,
    );
  if (cluster.tlsServerName)
    throw refused(
      `The ${where} has tls-server-name, and the connector verifies the name that it connects to.`,
      'Use a context whose server is called as its certificate says.',
    );
  // IPv6 without brackets, as KUBERNETES_SERVICE_HOST has it.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { server: `https://${url.host}`, host, port: url.port || '443', ca: caOf(cluster) };
}

function caOf(cluster: Cluster): string {
  if (cluster.caData) return Buffer.from(cluster.caData, 'base64').toString('utf8');
  // A server with a public certificate needs none in the kubeconfig; a pod always has a file, so the connector gets one.
  if (!cluster.caFile) return getCACertificates('default').join('\n');
  try {
    return readFileSync(cluster.caFile, 'utf8');
  } catch (cause) {
    throw refused(
      `The certificate authority ${cluster.caFile} of cluster ${cluster.name} cannot be read.`,
      'Correct its path in the kubeconfig.',
      cause,
    );
  }
}

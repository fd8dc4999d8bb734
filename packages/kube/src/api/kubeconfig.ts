import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { ModeKeeperError } from '@modekeeper/contracts';
import type { Connection, TlsMaterial } from './connection.ts';

export interface KubeconfigInput {
  readonly file: string;
  /** Default: the file's current context. */
  readonly context?: string;
}

/**
 * Connection by a kubeconfig file. Parsing and all ways to sign in (token, client certificate, exec plugins, OIDC) are the client library's;
 * this module is an entry of its own (`@modekeeper/kube/kubeconfig`), because the library costs memory that the connector's bundle must not pay.
 * @throws ModeKeeperError `configuration_invalid` when the file is unreadable or names no such context
 */
export function kubeconfigConnection(input: KubeconfigInput): Connection {
  const config = new KubeConfig();
  try {
    config.loadFromFile(input.file);
  } catch (cause) {
    throw refused(`The kubeconfig file ${input.file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
  if (input.context !== undefined) config.setCurrentContext(input.context);
  const cluster = config.getCurrentCluster();
  const context = config.getContextObject(config.getCurrentContext());
  if (cluster === null || context === null)
    throw refused(`The kubeconfig file has no usable context '${input.context ?? config.getCurrentContext()}'.`);
  if (cluster.proxyUrl) throw refused('The kubeconfig context uses proxy-url, which ModeKeeper does not support.');
  let tls: TlsMaterial = {};
  let fingerprint = '';
  return {
    server: cluster.server.replace(/\/+$/, ''),
    namespace: context.namespace ?? null,
    async credentials() {
      const options: RequestOptions = { headers: {} };
      await config.applyToHTTPSOptions(options);
      const next = tlsOf(options);
      const seen = JSON.stringify(next);
      if (seen !== fingerprint) [tls, fingerprint] = [next, seen];
      return { tls, headers: headersOf(options) };
    },
    // Nothing is cached here: the library asks its sign-in plugin for each request.
    rejected: () => undefined,
  };
}

function tlsOf(options: RequestOptions): TlsMaterial {
  return {
    ...(options.ca === undefined ? {} : { ca: String(options.ca) }),
    ...(options.cert === undefined ? {} : { cert: String(options.cert) }),
    ...(options.key === undefined ? {} : { key: String(options.key) }),
    ...(options.servername === undefined ? {} : { servername: options.servername }),
    ...(options.rejectUnauthorized === false ? { insecure: true } : {}),
  };
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) if (typeof value === 'string') headers[name] = value;
  if (typeof options.auth === 'string') headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  return headers;
}

function refused(message: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'configuration_invalid',
    message,
    hint: 'Check the file with `kubectl config get-contexts` and name one of its contexts.',
  });
}

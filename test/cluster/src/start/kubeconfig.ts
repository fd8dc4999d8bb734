import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export type KubeconfigInput = {
  server: string;
  /** PEM file; its content is embedded, so the kubeconfig can be copied. */
  caFile: string;
  token: string;
  user: string;
  /** Name of context and cluster (default `modekeeper-sandbox`). */
  name?: string;
  namespace?: string;
};

/** Writes a kubeconfig with one context, mode 0600. JSON is YAML, so kubectl, Helm and every client read it. */
export function writeKubeconfig(path: string, input: KubeconfigInput): void {
  const name = input.name ?? 'modekeeper-sandbox';
  const ca = readFileSync(input.caFile).toString('base64');
  const namespace = input.namespace === undefined ? {} : { namespace: input.namespace };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server: input.server, 'certificate-authority-data': ca } }],
    users: [{ name: input.user, user: { token: input.token } }],
    contexts: [{ name, context: { cluster: name, user: input.user, ...namespace } }],
  };
  writeFileSync(`${path}.draft`, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.draft`, path);
}

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KubeObject } from './objects.ts';

/** The folders that a pod of the chart would have mounted, on this machine. */
export type Mounts = {
  config: string;
  trust: string;
  passports: string;
  enrollment: string;
  serviceAccount: string;
};

/** Names the folders under `folder`. */
export function mountsIn(folder: string): Mounts {
  const part = (name: string) => join(folder, name);
  return {
    config: part('config'),
    trust: part('trust'),
    passports: part('passports'),
    enrollment: part('enrollment'),
    serviceAccount: part('serviceaccount'),
  };
}

/** Writes the ConfigMaps that the chart rendered as the kubelet would mount them. Folders 0700, files 0600; what was there before goes. */
export function mountConfigMaps(mounts: Mounts, release: string, objects: readonly KubeObject[]): void {
  for (const part of ['config', 'trust', 'passports'] as const) {
    const found = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === `${release}-${part}`);
    if (found === undefined) throw new Error(`the chart rendered no ConfigMap ${release}-${part}`);
    rmSync(mounts[part], { recursive: true, force: true });
    for (const [name, text] of Object.entries(found.data ?? {})) writeSecretly(join(mounts[part], name), text);
  }
}

/** Writes a file that only this user can read, never half of it, into a folder that only this user can open. */
export function writeSecretly(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Takes away what would let somebody act as the connector: its token, and the enrolment token. */
export function dropCredentials(mounts: Mounts): void {
  rmSync(mounts.serviceAccount, { recursive: true, force: true });
  rmSync(mounts.enrollment, { recursive: true, force: true });
}

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type FakeKind = { /** Folder for PATH. */ folder: string; calls(): string[] };

/**
 * A program `kind` in a folder of its own: it gives the kubeconfig of a cluster that stands already, and keeps a list of its calls;
 * `interrupts`: as if somebody had pressed Ctrl-C while the cluster was made.
 */
export function fakeKind(
  folder: string,
  options: { kubeconfig?: string; create_rc?: number; interrupts?: boolean } = {},
): FakeKind {
  const { create_rc = 0, interrupts = false, kubeconfig = '/dev/null' } = options;
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'calls');
  const script = [
    '#!/bin/sh',
    'PATH=/usr/bin:/bin',
    // The kubeconfig's path is the last word; it is another each time.
    `printf '%s\\n' "$1 $2 $3 $4" >> '${log}'`,
    `case "$1" in create) [ ${create_rc} = 0 ] || { echo 'no container engine' >&2; exit ${create_rc}; }; cp '${kubeconfig}' "$6"; ${interrupts ? 'kill -INT $PPID' : ':'};; esac`,
    '',
  ];
  writeFileSync(join(folder, 'kind'), script.join('\n'));
  chmodSync(join(folder, 'kind'), 0o755);
  return { folder, calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []) };
}

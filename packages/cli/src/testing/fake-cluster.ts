import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Annotations = Record<string, string>;
type Deployment = {
  metadata: { name: string; namespace: string; uid: string; annotations: Annotations };
  spec: { template: { metadata: { annotations: Annotations } } };
};

export type FakeCluster = {
  /** For `KUBECTL`. */
  kubectl: string;
  /** Calls so far, in order, their words separated by blanks. */
  calls(): string[];
  /** Patches that were sent, dry runs left out. */
  patches(): unknown[];
  deployment(): Deployment;
  /** Values of the pod template's knobs. */
  knobs(): Annotations;
  /** Lines of sh that run instead of what kubectl would do, before the n-th call whose words match a pattern of a shell's `case`; a line `exit` ends the call. */
  before(pattern: string, lines: string): void;
  /** Writes a file into the folder that calls run in; answers its path. */
  file(name: string, content: string): string;
};

const MERGE = `
const { readFileSync, writeFileSync } = require('node:fs');
const [file, patch] = process.argv.slice(2);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const merge = (target, change) => {
  if (!isObject(change)) return change;
  const merged = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
};
writeFileSync(file, JSON.stringify(merge(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(patch))));
`;

/** One Deployment `llm` in namespace `train` behind a program that stands where kubectl would: reads show what patches left, and nothing else is known. */
export function fakeCluster(knobs: Record<string, number> = {}): FakeCluster {
  const folder = mkdtempSync(join(tmpdir(), 'mk-fake-cluster-'));
  const at = (name: string) => join(folder, name);
  const annotations = Object.fromEntries(
    Object.entries(knobs).map(([knob, value]) => [`modekeeper/knob.${knob}`, String(value)]),
  );
  const initial: Deployment = {
    metadata: { name: 'llm', namespace: 'train', uid: 'uid-1', annotations },
    spec: { template: { metadata: { annotations } } },
  };
  writeFileSync(at('deployment.json'), JSON.stringify(initial));
  writeFileSync(at('merge.cjs'), MERGE);
  writeFileSync(at('hooks.sh'), '');
  const script = `#!/bin/sh
cd '${folder}'
printf '%s\\n' "$*" >> calls
for last; do :; done
. ./hooks.sh
case "$*" in
  'config current-context') echo fake;;
  'version'*) echo '{"clientVersion":{"gitVersion":"v1.30.0"},"serverVersion":{"gitVersion":"v1.30.0"}}';;
  *'auth can-i'*) echo yes;;
  'get namespace/train -o name') echo namespace/train;;
  'get namespace kube-system '*) printf uid-of-cluster;;
  '-n train get deployment/llm -o name') echo deployment.apps/llm;;
  '-n train get deployment/llm -o json') cat deployment.json;;
  '-n train patch deployment/llm --type merge --dry-run=server '*) echo deployment.apps/llm;;
  '-n train patch deployment/llm --type merge -p '*)
    printf '%s\\n' "$last" >> patches
    '${process.execPath}' merge.cjs deployment.json "$last" && echo deployment.apps/llm;;
  '-n train rollout status deployment/llm --timeout='*) echo done;;
  *) echo "unexpected: $*" >&2; exit 9;;
esac
`;
  writeFileSync(at('kubectl'), script);
  chmodSync(at('kubectl'), 0o755);
  const lines = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8').split('\n').slice(0, -1) : []);
  const deployment = () => JSON.parse(readFileSync(at('deployment.json'), 'utf8')) as Deployment;
  let hooks = '';
  return {
    kubectl: at('kubectl'),
    calls: () => lines('calls'),
    patches: () => lines('patches').map((line) => JSON.parse(line)),
    deployment,
    knobs: () => deployment().spec.template.metadata.annotations,
    before: (pattern, text) => {
      hooks += `case "$*" in ${pattern}) ${text};; esac\n`;
      writeFileSync(at('hooks.sh'), hooks);
    },
    file: (name, content) => {
      writeFileSync(at(name), content);
      return at(name);
    },
  };
}

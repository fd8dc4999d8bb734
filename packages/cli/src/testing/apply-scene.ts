import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeCluster, fakeCluster } from './fake-cluster.ts';
import type { Mk, MkResult } from './mk.ts';

export type ApplyReport = {
  ok: boolean;
  block_reason: string | null;
  items: { attempted: boolean; ok: boolean | null; reason: string }[];
  checks: { gates: { gate: string; ok: boolean; reason: string | null }[] };
} & Record<string, unknown>;

/** One plan on its way to one cluster, in a folder of reports of its own. */
export type ApplyScene = {
  cluster: FakeCluster;
  out: string;
  /** Path of its plan file. */
  plan: string;
  verify(): Promise<MkResult>;
  apply(more?: readonly string[], env?: Record<string, string>): Promise<MkResult>;
  report(): ApplyReport;
  artifact<T>(name: string): T;
  /** Changes an artifact in the folder of reports. */
  edit(name: string, change: (document: Record<string, unknown>) => void): void;
  events(): { event: string; payload: Record<string, unknown> }[];
};

/** Patch of knob annotations on object and pod template, as plans have it. */
export function knobPatch(knobs: Readonly<Record<string, string | null>>) {
  const annotations = Object.fromEntries(Object.entries(knobs).map(([knob, value]) => [`modekeeper/knob.${knob}`, value]));
  return { metadata: { annotations }, spec: { template: { metadata: { annotations } } } };
}

let scenes = 0;

/** A scene with these patches as the items of its plan, all for Deployment llm in namespace train. */
export function applyScene(mk: Mk, knobs: Record<string, number>, patches: readonly object[]): ApplyScene {
  scenes += 1;
  const out = `scene-${scenes}`;
  const plan = `plan-${scenes}.json`;
  const items = patches.map((patch) => ({ namespace: 'train', name: 'llm', patch }));
  writeFileSync(join(mk.folder, plan), JSON.stringify(items));
  const cluster = fakeCluster(knobs);
  const run = (verb: string, more: readonly string[], env: Record<string, string> = {}) =>
    mk.run(['k8s', verb, '--plan', plan, '--out', out, ...more], { KUBECTL: cluster.kubectl, ...env });
  const artifact = <T>(name: string) => mk.json<T>(`${out}/${name}`);
  return {
    cluster,
    out,
    plan,
    verify: () => run('verify', []),
    apply: (more = [], env = {}) => run('apply', more, env),
    report: () => artifact('k8s_apply_latest.json'),
    artifact,
    edit: (name, change) => {
      const document = artifact<Record<string, unknown>>(name);
      change(document);
      writeFileSync(join(mk.folder, out, name), JSON.stringify(document));
    },
    events: () => {
      const lines = mk.text(`${out}/explain.jsonl`).split('\n').slice(0, -1);
      return lines.map((line) => JSON.parse(line) as { event: string; payload: Record<string, unknown> });
    },
  };
}

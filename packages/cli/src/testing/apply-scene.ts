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
  /** What became of each item, as the report says. */
  reasons(): string[];
  /** Patches that reached the cluster, in order. */
  sent(): unknown[];
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
  const report = () => artifact<ApplyReport>('k8s_apply_latest.json');
  return {
    cluster,
    out,
    plan,
    verify: () => run('verify', []),
    apply: (more = [], env = {}) => run('apply', more, env),
    report,
    reasons: () => report().items.map(({ reason }) => reason),
    sent: () => cluster.patches(),
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

export const concurrencyPatch = (value: string) => knobPatch({ concurrency: value });
export const prefetchPatch = (value: string) => knobPatch({ dataloader_prefetch_factor: value });
/** Patches of a plan that changes both knobs. */
export const TWO: readonly object[] = [concurrencyPatch('4'), prefetchPatch('3')];

/** A verified plan for a Deployment whose concurrency is 8 and prefetch factor 2; by default concurrency becomes 4. */
export async function verifiedScene(mk: Mk, patches: readonly object[] = [concurrencyPatch('4')]): Promise<ApplyScene> {
  const scene = applyScene(mk, { concurrency: 8, dataloader_prefetch_factor: 2 }, patches);
  await scene.verify();
  return scene;
}

/** Values of the two knobs now. */
export function knobsOf({ cluster }: ApplyScene): (string | undefined)[] {
  const found = cluster.knobs();
  return [found['modekeeper/knob.concurrency'], found['modekeeper/knob.dataloader_prefetch_factor']];
}

export type LedgerShape = { knobs: object; changes: object[]; quarantine: { since: string; reason: string } | null };

/** What is remembered of the Deployment. */
export function ledgerShape(scene: ApplyScene): LedgerShape | undefined {
  return scene.artifact<{ targets: Record<string, LedgerShape> }>('apply_state.json').targets['train/llm'];
}

/** Calls of kubectl, as patterns for `before`. */
export const CALLS = {
  patch: "*' patch deployment/llm --type merge -p '*",
  rollout: "*'rollout status'*",
  read: "*'get deployment/llm -o json'",
} as const;

export const FORBIDDEN =
  'Error from server (Forbidden): deployments.apps "llm" is forbidden: User "ci" cannot patch resource "deployments" in API group "apps" in the namespace "train"';

/** What a stand-in of kubectl runs to refuse as the API server does. */
export const DENIED = `echo '${FORBIDDEN}' >&2; exit 1`;

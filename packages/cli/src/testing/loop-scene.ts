import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeCluster, fakeCluster } from './fake-cluster.ts';
import { writeLicence } from './licensed.ts';
import { type MkResult, packedMk } from './mk.ts';

export type Result = { action: { knob: string }; applied: boolean; blocked: boolean; reason: string; dry_run: boolean };
export type LoopReport = Record<string, unknown> & { results: Result[]; applied: unknown[] };
export type ExplainLine = { event: string; payload: Record<string, unknown> };

export type LoopScene = {
  folder: string;
  cluster: FakeCluster;
  env: Record<string, string>;
  /** `mk closed-loop run --apply` (or `watch`) on Deployment `llm` of the scene's cluster, reports in `r`. */
  apply(flags?: readonly string[], env?: Record<string, string>, verb?: 'run' | 'watch'): Promise<MkResult>;
  json<T = Record<string, unknown>>(path: string): T;
  text(path: string): string;
  has(path: string): boolean;
  put(name: string, content: string): string;
  explained(path?: string): ExplainLine[];
};

/** Somebody who may apply, in a folder and before a cluster of their own. */
export async function loopScene(
  knobs: Record<string, number> = { concurrency: 8, dataloader_prefetch_factor: 4 },
): Promise<LoopScene> {
  const mk = await packedMk();
  await writeLicence(mk.folder);
  const cluster = fakeCluster(knobs);
  const env = { KUBECTL: cluster.kubectl };
  const target = ['--k8s-namespace', 'train', '--k8s-deployment', 'llm', '--out', 'r', '--apply'];
  return {
    folder: mk.folder,
    cluster,
    env,
    apply: (flags = [], more = {}, verb = 'run') =>
      mk.run(['closed-loop', verb, ...target, ...(flags.includes('--scenario') ? [] : ['--scenario', 'burst']), ...flags], {
        ...env,
        ...more,
      }),
    json: mk.json,
    text: mk.text,
    has: (path) => existsSync(join(mk.folder, path)),
    put: (name, content) => {
      writeFileSync(join(mk.folder, name), content);
      return name;
    },
    explained: (path = 'r/explain.jsonl') =>
      readFileSync(join(mk.folder, path), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as ExplainLine),
  };
}

/** A passport that lets a burst be absorbed, with parts of it replaced. */
export function burstPassport(
  parts: { limits?: object; gates?: object; allowed_actuators?: object; allowed_chords?: string[] } = {},
): string {
  return JSON.stringify({
    schema_version: 'passport.v0',
    name: 'burst',
    allowed_chords: parts.allowed_chords ?? ['BURST-ABSORB', 'RECOVER', 'RELOCK', 'INPUT-STRAGGLER'],
    allowed_actuators: parts.allowed_actuators ?? { hot: ['concurrency', 'dataloader_prefetch_factor'], cold: [] },
    limits: { cooldown_s: 0, max_delta_per_step: 0, relock_stable_intervals: 2, ...parts.limits },
    gates: { apply: true, ...parts.gates },
  });
}

import { expect } from 'vitest';
import type { ApplyScene } from './apply-scene.ts';

export type Closed = { reason: string; gate: string; line: string | RegExp; more?: string[]; env?: Record<string, string> };

/** Blocked by exactly this gate: nothing was sent, and every artifact says so. */
export async function expectBlocked(scene: ApplyScene, { env = {}, gate, line, more = [], reason }: Closed) {
  const { code, stderr, stdout } = await scene.apply(more, env);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd()).toEqual(typeof line === 'string' ? line : expect.stringMatching(line));
  expect(stderr.split('\n')).toHaveLength(2);
  expect(scene.cluster.patches()).toEqual([]);
  const report = scene.report();
  expect(report).toMatchObject({ ok: false, block_reason: reason, reason, would_apply: false, rollback_verdict: 'not_run' });
  expect(report.checks.gates.at(-1)).toEqual({ gate, ok: false, reason });
  expect(report.checks.gates.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  expect(report.items.map(({ attempted, ok, reason: why }) => [attempted, ok, why])).toEqual([[false, null, reason]]);
  const events = scene.events();
  expect(events.map(({ event }) => event)).toEqual(['k8s_apply_start', 'k8s_apply_blocked', 'k8s_apply_report']);
  expect(events[1]?.payload).toMatchObject({ reason, details: { feature: 'k8s apply' } });
  expect(scene.artifact('policy_bundle_latest.json')).toMatchObject({ policy: { id: 'external_plan' } });
  expect(() => scene.artifact('verify_after_apply_latest.json')).toThrow(/ENOENT/);
  return report;
}

import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '@modekeeper/contracts';
import { knobPointer, mirrorPointer, parseKnobValue } from '@modekeeper/engine';
import { assessmentOf } from '@modekeeper/evidence';
import {
  lookThrough,
  type QuickFacts,
  type QuickProposal,
  type QuickSource,
  type QuickVerify,
} from '@modekeeper/evidence/quickstart';
import type { Io } from '../../cli/io.ts';
import { onceIn, PROGRESS_EVERY_MS } from '../../observe/trace-file.ts';
import { VERSION } from '../../version.ts';
import type { Iteration } from '../closed-loop/iterate.ts';
import { readBack } from './read-back.ts';

/** What a quickstart tells people, from what its steps computed and wrote. */
export function quickFacts(
  io: Pick<Io, 'cwd' | 'now' | 'progress'>,
  { created_at, out }: { created_at: string; out: string },
  { observed, report }: Pick<Iteration, 'observed' | 'report'>,
): QuickFacts {
  const verify = readBack(io, join(out, 'verify', 'k8s_verify_latest.json'));
  const roi = readBack(io, join(out, 'roi', 'roi_latest.json'));
  const tell = onceIn(PROGRESS_EVERY_MS, io);
  const { found, series } = lookThrough(observed.window, (samples) =>
    tell(() => `drawing the report: ${samples} of ${observed.window.sample_count} samples`),
  );
  const { k8s_deployment: deployment, k8s_namespace: namespace, opportunity_assumptions } = report;
  const { opportunity_hours_est, opportunity_tokens_est, opportunity_usd_est } = report;
  return {
    created_at,
    tool_version: VERSION,
    source: sourceOf({ observed, report }),
    target: { namespace, deployment },
    policy: report.policy,
    detector: report.detector,
    // The roll-up knows that nobody chose this data, where that is so.
    assessment: assessmentOf(readBack(io, join(out, 'eval', 'eval_latest.json'))) ?? report,
    signals: report.signals,
    environment: report.environment,
    series,
    found,
    proposals: report.results.map(({ action, blocked, reason }): QuickProposal => {
      const in_cluster = liveKnob(verify, action.knob);
      const by_workload = series.knobs[action.knob] ?? null;
      const current_from = in_cluster !== null ? 'cluster' : by_workload !== null ? 'workload' : null;
      return { ...action, blocked, result: reason, current: in_cluster ?? by_workload, current_from };
    }),
    opportunity: { opportunity_hours_est, opportunity_tokens_est, opportunity_usd_est, opportunity_assumptions },
    value: report.value_summary,
    plan_items: report.k8s_plan_items,
    verify: verifyOf(verify),
    kill_switch: { active: report.kill_switch_active, signal: report.kill_switch_signal },
    top_blocker: typeof roi?.top_blocker === 'string' ? roi.top_blocker : null,
    paths: {
      out,
      report: join(out, 'report.html'),
      plan: report.k8s_plan_path,
      script: report.k8s_kubectl_plan_path,
      bundle: join(out, 'export', 'bundle.tar.gz'),
    },
  };
}

function sourceOf({ observed, report }: Pick<Iteration, 'observed' | 'report'>): QuickSource {
  const { error, path, rows_read } = observed.payload;
  return {
    kind: observed.source,
    scenario: report.scenario,
    is_default: report.synthetic_default,
    path: typeof path === 'string' ? path : null,
    // kubectl says what it came to at the end, after its own log.
    error: typeof error === 'string' ? (error.trim().split('\n').at(-1) ?? '') : null,
    rows_read: typeof rows_read === 'number' ? rows_read : 0,
    ingest: observed.observe_ingest,
  };
}

/** The value of a knob as the API server had it when the plan was verified; null: not there, or nobody asked. */
function liveKnob(verify: JsonObject | null, knob: string): number | null {
  const items = isJsonObject(verify?.checks) && Array.isArray(verify.checks.items) ? verify.checks.items : [];
  for (const item of items) {
    const preimage = isJsonObject(item) && isJsonObject(item.preimage) ? item.preimage.values : null;
    if (!isJsonObject(preimage)) continue;
    for (const pointer of [knobPointer(knob), mirrorPointer(knob)]) {
      const value = Object.hasOwn(preimage, pointer) ? parseKnobValue(preimage[pointer]) : null;
      if (value !== null) return value;
    }
  }
  return null;
}

function verifyOf(report: JsonObject | null): QuickVerify | null {
  if (report === null) return null;
  const blocker = isJsonObject(report.verify_blocker) ? report.verify_blocker : null;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    ok: report.ok === true,
    blocker: blocker === null ? null : { kind: text(blocker.kind) ?? 'unknown', detail: text(blocker.detail) },
    context: text(report.kubectl_context),
  };
}

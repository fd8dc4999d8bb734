import type { Sample } from '@modekeeper/contracts';
import { assess, freshMemory, sourcesSeen, tickClosedLoop, windowOf } from '@modekeeper/engine';
import { estimateOpportunity, summarizeValue } from '@modekeeper/value';
import type { QuickFacts } from './facts.ts';
import { lookThrough } from './look.ts';

const START_MS = Date.UTC(2026, 0, 5, 8);
const NO_COSTS = { gpu_hour_usd: null, gpu_count: null };

/** Samples of one second each, from 8 o'clock. */
export function secondsOf(count: number, over: (at: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: count }, (_, at) => {
    const latency_ms = over(at).latency_ms ?? 100;
    return {
      timestamp_ms: START_MS + at * 1_000,
      loss: 1,
      latency_ms,
      throughput: 10,
      worker_latencies_ms: [latency_ms],
      step: null,
      node: null,
      gpu_model: null,
      gpu_util_pct: null,
      gpu_mem_util_pct: null,
      ...over(at),
    };
  });
}

/** What a quickstart on these samples of a trace file tells of; for tests. */
export function quickFactsOf(samples: readonly Sample[], over: Partial<QuickFacts> = {}): QuickFacts {
  const window = windowOf(samples);
  const { signals } = window;
  const limits = { cooldown_s: 0, max_delta_per_step: 0 };
  const tick = tickClosedLoop(freshMemory(), { signals, policy: 'chord', limits, passport: null, now_ms: 0 });
  const opportunity = estimateOpportunity(window, NO_COSTS);
  const window_s = window.span_ms / 1_000;
  const sources_seen = sourcesSeen('file', window.counts.gpu_util_pct > 0);
  const ingest = {
    dropped_invalid_json: 0,
    dropped_invalid_shape: 0,
    dropped_missing_fields: 0,
    dropped_duplicates: 0,
    dropped_total: 0,
    reordered: 0,
  };
  return {
    created_at: '2026-01-05T09:00:00Z',
    tool_version: '0.0.0',
    source: {
      kind: 'file',
      scenario: null,
      is_default: false,
      path: 'trace.jsonl',
      error: null,
      rows_read: samples.length,
      ingest,
    },
    target: { namespace: 'train', deployment: 'llm' },
    policy: 'chord',
    detector: 'heuristic_v1',
    assessment: assess({ sample_count: samples.length, window_s, sources_seen, signals, proposals: tick.proposed.length }),
    signals,
    environment: window.environment,
    ...lookThrough(window),
    proposals: tick.results.map(({ action, blocked, reason }) => ({
      ...action,
      blocked,
      result: reason,
      current: null,
      current_from: null,
    })),
    opportunity,
    value: summarizeValue(opportunity.opportunity_hours_est, window.latencies, NO_COSTS),
    plan_items: tick.targets.length > 0 ? 1 : 0,
    verify: { ok: false, blocker: { kind: 'kubectl_missing', detail: null }, context: null },
    kill_switch: { active: false, signal: null },
    top_blocker: 'kubectl_missing',
    paths: {
      out: 'q',
      report: 'q/report.html',
      plan: 'q/plan/k8s_plan.json',
      script: 'q/plan/k8s_plan.kubectl.sh',
      bundle: 'q/export/bundle.tar.gz',
    },
    ...over,
  };
}

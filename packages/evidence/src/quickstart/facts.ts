import type { Action, Signals } from '@modekeeper/contracts';
import type { Assessment, Environment } from '@modekeeper/engine';
import type { Opportunity, ValueSummary } from '@modekeeper/value';
import type { QuickSeries } from './series.ts';
import type { SignalFacts } from './signal-finder.ts';

/** Where the samples came from. */
export type QuickSource = {
  kind: 'synthetic' | 'file' | 'k8s' | 'prometheus';
  /** Of synthetic data; `is_default`: nobody chose it. */
  scenario: string | null;
  is_default: boolean;
  /** Of a file, as the person gave it. */
  path: string | null;
  /** Why a cluster or Prometheus gave nothing. */
  error: string | null;
  rows_read: number;
  /** Null for synthetic data: nothing was read. */
  ingest: Readonly<Record<string, number>> | null;
};

/** A proposed action, what became of it, and the value that the knob has now where somebody said so. */
export type QuickProposal = Action & {
  blocked: boolean;
  result: string;
  current: number | null;
  current_from: 'cluster' | 'workload' | null;
};

export type QuickVerify = {
  ok: boolean;
  blocker: { kind: string; detail: string | null } | null;
  context: string | null;
};

/** Everything that a quickstart tells people of, in the terminal and in report.html: of one run, computed once. */
export type QuickFacts = {
  created_at: string;
  tool_version: string;
  source: QuickSource;
  target: { namespace: string; deployment: string };
  policy: string;
  detector: string;
  /** As the roll-ups have it: synthetic data that nobody chose is no evidence. */
  assessment: Assessment;
  signals: Signals;
  environment: Environment;
  series: QuickSeries;
  found: SignalFacts;
  proposals: QuickProposal[];
  opportunity: Opportunity;
  value: ValueSummary;
  plan_items: number;
  /** Null: it could not run. */
  verify: QuickVerify | null;
  kill_switch: { active: boolean; signal: string | null };
  top_blocker: string | null;
  /** As built from what the person gave. */
  paths: { out: string; report: string; plan: string; script: string; bundle: string };
};

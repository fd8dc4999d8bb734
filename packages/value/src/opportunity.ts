import { round6, SIGNAL_NAMES } from '@modekeeper/contracts';
import type { SampleWindow } from '@modekeeper/engine';
import type { CostInputs } from './cost-model.ts';

/** What opportunity needs of a window. */
export type OpportunityFacts = Pick<SampleWindow, 'signals' | 'sample_count' | 'span_ms' | 'throughput_avg'>;

export type Opportunity = {
  opportunity_hours_est: number;
  opportunity_tokens_est: number;
  opportunity_usd_est: number;
  opportunity_assumptions: {
    model: 'heuristic_v1';
    active_signals: string[];
    opportunity_fraction: number;
    baseline_window_s: number;
    throughput_avg_per_s: number;
    throughput_unit: string;
    gpu_hour_usd: number;
    gpu_count: number;
    formulas: Record<'opportunity_hours_est' | 'opportunity_tokens_est' | 'opportunity_usd_est', string>;
    notes: string[];
  };
};

const FRACTION_PER_SIGNAL = 0.05;
const LARGEST_FRACTION = 0.3;

/** Opportunity `heuristic_v1` (contract page `value`): an estimate with its assumptions, never a saving. */
export function estimateOpportunity(facts: OpportunityFacts, { gpu_count, gpu_hour_usd }: CostInputs): Opportunity {
  const active_signals = SIGNAL_NAMES.filter((name) => facts.signals[name]);
  const fraction = Math.min(LARGEST_FRACTION, FRACTION_PER_SIGNAL * active_signals.length);
  const window_s = facts.sample_count < 2 || facts.span_ms <= 0 ? 0 : facts.span_ms / 1_000;
  const hours = (window_s / 3_600) * fraction;
  return {
    opportunity_hours_est: round6(hours),
    opportunity_tokens_est: round6(facts.throughput_avg * window_s * fraction),
    opportunity_usd_est: round6(hours * (gpu_hour_usd ?? 0) * Math.max(gpu_count ?? 0, 0)),
    opportunity_assumptions: {
      model: 'heuristic_v1',
      active_signals,
      opportunity_fraction: fraction,
      baseline_window_s: window_s,
      throughput_avg_per_s: facts.throughput_avg,
      throughput_unit: 'samples_per_second',
      gpu_hour_usd: gpu_hour_usd ?? 0,
      gpu_count: gpu_count ?? 0,
      formulas: {
        opportunity_hours_est: 'baseline_window_s / 3600 * opportunity_fraction',
        opportunity_tokens_est: 'throughput_avg_per_s * baseline_window_s * opportunity_fraction',
        opportunity_usd_est: 'opportunity_hours_est * gpu_hour_usd * gpu_count',
      },
      notes: [
        `Each active signal counts for ${FRACTION_PER_SIGNAL * 100} % of the window, all together for at most ${LARGEST_FRACTION * 100} %.`,
        'An estimate of what could be gained, not a measured saving.',
      ],
    },
  };
}

import { round6, sortedByCodePoint } from '@modekeeper/contracts';
import type { SortedValues } from '@modekeeper/engine';
import { type CostInputs, type CostModel, costModel } from './cost-model.ts';
import { percentileLinear } from './quantiles.ts';

export type ValueSummary = {
  schema_version: 'value_summary.v0';
  opportunity_hours_est: number;
  throughput: { step_time_ms_p50: number | null; step_time_ms_p95: number | null };
  cost_model: CostModel;
  value_estimates: { gpu_hours_leak_est: number; usd_leak_est: number | null };
  assumptions: string[];
};

/** value_summary.v0 (contract page `value`). `sorted_ms`: step times, ascending. */
export function summarizeValue(opportunity_hours_est: number, sorted_ms: SortedValues, inputs: CostInputs): ValueSummary {
  const gpus = inputs.gpu_count;
  const gpu_hours = opportunity_hours_est * Math.max(gpus ?? 1, 1);
  return {
    schema_version: 'value_summary.v0',
    opportunity_hours_est,
    throughput: {
      step_time_ms_p50: rounded(percentileLinear(sorted_ms, 0.5)),
      step_time_ms_p95: rounded(percentileLinear(sorted_ms, 0.95)),
    },
    cost_model: costModel(inputs),
    value_estimates: {
      gpu_hours_leak_est: round6(gpu_hours),
      usd_leak_est: inputs.gpu_hour_usd === null ? null : round6(round6(gpu_hours) * inputs.gpu_hour_usd),
    },
    assumptions: sortedByCodePoint([
      'Estimates come from the signals of this window alone; nothing was changed to measure them.',
      'Leaked hours are the share of the window that the active signals stand for.',
      'Percentiles are of the observed step times, linearly interpolated.',
      'The window is taken as typical of the job.',
      ...(gpus === null || gpus <= 0 ? ['The number of GPUs was not given, so one is assumed.'] : []),
      ...(inputs.gpu_hour_usd === null ? ['No price for a GPU hour was given, so no amount of money follows.'] : []),
    ]),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : round6(value);
}

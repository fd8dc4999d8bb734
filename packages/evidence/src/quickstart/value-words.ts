import { formatDuration } from '../chart/format-time.ts';
import { formatNumber } from '../chart/format-value.ts';
import type { QuickFacts } from './facts.ts';
import { percent } from './signal-words.ts';

export type ValueRow = { name: string; value: string; how: string };

const HOURS_PER_DAY = 24;

/** What could be gained, in one line: an estimate, and it says so. */
export function valueLine(facts: QuickFacts): string {
  const { baseline_window_s, opportunity_fraction } = facts.opportunity.opportunity_assumptions;
  if (facts.series.sample_count === 0) return 'not known: nothing was seen';
  if (opportunity_fraction === 0) return 'nothing to gain from these signals';
  const lost = formatDuration(Math.round(baseline_window_s * opportunity_fraction) * 1_000);
  const money = facts.value.value_estimates.usd_leak_est;
  const price = money === null ? '' : `, ${dollars(money)}`;
  return `estimate: up to ${percent(opportunity_fraction)} of the time, ${lost} of ${formatDuration(baseline_window_s * 1_000)}${price}`;
}

/** The arithmetic, row by row. */
export function valueRows({ opportunity, value }: QuickFacts): ValueRow[] {
  const { active_signals, baseline_window_s, gpu_hour_usd, opportunity_fraction, throughput_avg_per_s } =
    opportunity.opportunity_assumptions;
  const { cost_model, value_estimates } = value;
  const window_h = baseline_window_s / 3_600;
  const gpus = Math.max(cost_model.gpus_per_job ?? 1, 1);
  const day_h = opportunity_fraction * HOURS_PER_DAY;
  return [
    {
      name: 'Share of the time',
      value: percent(opportunity_fraction),
      how: `5 % for each active signal (${active_signals.length}), 30 % at most`,
    },
    {
      name: 'Time in this window',
      value: hours(opportunity.opportunity_hours_est),
      how: `${percent(opportunity_fraction)} of ${hours(window_h)}`,
    },
    ...(opportunity_fraction > 0
      ? [
          {
            name: 'If every day were like it',
            value: `${formatNumber(day_h)} h a day`,
            how: `${percent(opportunity_fraction)} of 24 h`,
          },
        ]
      : []),
    {
      name: 'GPU hours',
      value: formatNumber(value_estimates.gpu_hours_leak_est),
      how:
        cost_model.gpus_per_job === null ? 'one GPU assumed' : `${formatNumber(gpus)} ${gpus === 1 ? 'GPU' : 'GPUs'} for the job`,
    },
    ...(throughput_avg_per_s > 0
      ? [
          {
            name: 'Samples not processed',
            value: formatNumber(opportunity.opportunity_tokens_est),
            how: `at ${formatNumber(throughput_avg_per_s)} a second`,
          },
        ]
      : []),
    {
      name: 'Money',
      value: value_estimates.usd_leak_est === null ? 'not known' : dollars(value_estimates.usd_leak_est),
      how:
        value_estimates.usd_leak_est === null
          ? 'no price given: set MODEKEEPER_GPU_HOUR_USD'
          : `at ${dollars(gpu_hour_usd)} for a GPU hour`,
    },
  ];
}

function hours(amount_h: number): string {
  return amount_h > 0 && amount_h < 1 ? formatDuration(Math.round(amount_h * 3_600) * 1_000) : `${formatNumber(amount_h)} h`;
}

function dollars(amount: number): string {
  const digits = Math.abs(amount) < 1 ? 4 : 2;
  return `$${amount.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}

/** Prices of a run; null: not known. */
export type CostInputs = { gpu_hour_usd: number | null; gpu_count: number | null };

export type CostModel = { schema_version: 'cost_model.v0'; usd_per_gpu_hour: number | null; gpus_per_job: number | null };

/**
 * Cost inputs from the environment (contracts README): a blank or unparsable value is unset.
 * `MODEKEEPER_GPU_HOUR_USD` is a number, `MODEKEEPER_GPU_COUNT` a whole number.
 */
export function costInputs(env: Readonly<Record<string, string | undefined>>): CostInputs {
  return { gpu_hour_usd: numberOf(env.MODEKEEPER_GPU_HOUR_USD), gpu_count: intOf(env.MODEKEEPER_GPU_COUNT) };
}

export function costModel({ gpu_count, gpu_hour_usd }: CostInputs): CostModel {
  return { schema_version: 'cost_model.v0', usd_per_gpu_hour: gpu_hour_usd, gpus_per_job: gpu_count };
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function numberOf(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  const value = DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function intOf(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  const value = /^[+-]?\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

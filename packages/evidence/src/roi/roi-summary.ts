import type { RoiReport } from './roi-report.ts';

/** Lines of a value summary, without heading and next steps. */
export function roiLines(report: RoiReport): [string, unknown][] {
  const { duration_s, environment, finished_at, ok, started_at, top_blocker, watch_summary: watched } = report;
  const seen = report.preflight_visibility;
  const { opportunity_hours_est, proposed_actions_count } = report;
  return [
    ...Object.entries({ started_at, finished_at, duration_s, ok, top_blocker }),
    ['environment.unstable', environment?.unstable ?? null],
    ['environment.nodes_seen', environment?.nodes_seen ?? null],
    ['environment.gpu_models_seen', environment?.gpu_models_seen ?? null],
    ['preflight.gpu_capacity_present', seen?.gpu_capacity_present ?? null],
    ['preflight.device_plugin_present', seen?.device_plugin_present ?? null],
    ['preflight.deploy_gpu_request', seen?.deploy_gpu_request ?? null],
    ['preflight.notes', seen?.notes ?? null],
    ['watch.duration_s', watched?.duration_s ?? null],
    ['watch.iterations_done', watched?.iterations_done ?? null],
    ['watch.interval_s', watched?.interval_s ?? null],
    ['watch.proposed_total', watched?.proposed_total ?? null],
    ['watch.applied_total', watched?.applied_total ?? null],
    ['watch.blocked_total', watched?.blocked_total ?? null],
    ...Object.entries({ opportunity_hours_est, proposed_actions_count }),
  ];
}

const STEPS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    loss_missing: [
      'Let the training report its loss with each sample, so that drift can be seen.',
      'Then observe again for at least a minute, and make this report anew.',
    ],
    gpu_not_in_cluster: ['Point mk at a cluster that has GPU nodes: none of these nodes offers nvidia.com/gpu.'],
    device_plugin_missing: ['Install the NVIDIA device plugin; without it no node offers its GPUs.'],
    deploy_not_requesting_gpu: ['Let the Deployment request nvidia.com/gpu; now it trains without one.'],
  }),
);

/** What a person does next, one to three sentences. */
export function roiNextSteps({ inputs, ok, top_blocker }: Pick<RoiReport, 'inputs' | 'ok' | 'top_blocker'>): readonly string[] {
  if (ok) return ['Look through the proposed changes, then verify the plan with mk k8s verify.'];
  const known = STEPS.get(top_blocker ?? '');
  if (known !== undefined) return known;
  const { eval_path, preflight_path, watch_path } = inputs;
  return [
    `Resolve what stands in the way (${top_blocker}); it was read from ${preflight_path}, ${eval_path} and ${watch_path}. Then make this report anew.`,
  ];
}

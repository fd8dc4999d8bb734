import { isJsonObject, isModeKeeperError, type JsonValue, type Signals, strictParse } from '@modekeeper/contracts';
import { knobAnnotation, parseKnobValue, valueAt } from '@modekeeper/engine';
import type { Io } from '../../cli/io.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import type { LoopSettings } from './settings.ts';

const TARGETS = { grad_accum_steps: 8, microbatch_size: 32 } as const;
type DriftKnob = keyof typeof TARGETS;
export type ObservedKnobs = Record<DriftKnob, number | null>;

/** What drift-k8s mode (contract page `closed-loop`) found; `signals` replace the synthetic ones when it is active. */
export type DriftK8s = {
  requested: boolean;
  observed_knobs: ObservedKnobs | null;
  signals: Signals | null;
};

/**
 * Scenario drift with a kubectl named by KUBECTL compares the Deployment's knobs with what the chord would set. A read that fails leaves an
 * ordinary synthetic run.
 */
export async function readDriftK8s(io: Pick<Io, 'env' | 'cwd'>, settings: LoopSettings): Promise<DriftK8s> {
  const { deployment, namespace, scenario } = settings;
  if (scenario !== 'drift' || !io.env.KUBECTL) return { requested: false, observed_knobs: null, signals: null };
  const { rc, stdout } = await kubectlOf(io)(['-n', namespace, 'get', `deployment/${deployment}`, '-o', 'json']);
  const observed_knobs = rc === 0 ? knobsOf(stdout) : null;
  return { requested: true, observed_knobs, signals: observed_knobs === null ? null : driftSignals(observed_knobs) };
}

/** Payload of explain event `closed_loop_drift_observed_knobs`. */
export function driftPayload({ observed_knobs, requested, signals }: DriftK8s, settings: LoopSettings) {
  return {
    source: signals === null ? settings.request.source : 'k8s',
    k8s_mode_requested: requested,
    k8s_mode_active: signals !== null,
    k8s_drift_triggered: signals?.drift ?? false,
    observed_knobs,
    targets: TARGETS,
    namespace: settings.namespace,
    deployment: settings.deployment,
  };
}

function knobsOf(text: string): ObservedKnobs | null {
  const object = parsed(text);
  if (!isJsonObject(object)) return null;
  const annotations = valueAt(object, '/spec/template/metadata/annotations');
  const read = (knob: DriftKnob) => {
    const key = knobAnnotation(knob);
    return isJsonObject(annotations) && Object.hasOwn(annotations, key) ? parseKnobValue(annotations[key]) : null;
  };
  return { grad_accum_steps: read('grad_accum_steps'), microbatch_size: read('microbatch_size') };
}

function parsed(text: string): JsonValue {
  try {
    return strictParse(text, { profile: 'strict' });
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}

function driftSignals(observed: ObservedKnobs): Signals {
  const drift = (Object.keys(TARGETS) as DriftKnob[]).some((knob) => observed[knob] !== TARGETS[knob]);
  return {
    drift,
    burst: false,
    straggler: false,
    gpu_saturated: false,
    incident: drift,
    stable: !drift,
    notes: ['k8s_deployment_template_knobs', ...(drift ? ['k8s_knob_drift'] : [])],
  };
}

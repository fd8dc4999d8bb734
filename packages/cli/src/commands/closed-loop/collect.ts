import type { Signals } from '@modekeeper/contracts';
import type { Io } from '../../cli/io.ts';
import type { Explain } from '../../io/explain.ts';
import { type Observation, observe } from '../../observe/collect.ts';
import { driftPayload, readDriftK8s } from './drift-k8s.ts';
import type { TickPlace } from './iterate.ts';
import type { LoopSettings } from './settings.ts';

/** Step 2 of a tick: samples and signals; in drift-k8s mode the signals come from the Deployment. */
export async function collect(
  io: Io,
  settings: LoopSettings,
  { on_signal, tick }: Pick<TickPlace, 'on_signal' | 'tick'>,
  explain: Explain,
): Promise<{ observed: Observation; signals: Signals }> {
  const drift = await readDriftK8s(io, settings);
  explain('closed_loop_drift_observed_knobs', driftPayload(drift, settings));
  const recording = settings.record_path === null ? undefined : { path: settings.record_path, append: tick > 0 };
  const signal = on_signal === 'end' ? io.signal : new AbortController().signal;
  const observed = await observe({ ...io, signal }, settings.request, recording);
  const { deployment, namespace } = settings;
  const fromCluster = {
    source: 'k8s',
    namespace,
    deployment,
    observed_knobs: drift.observed_knobs,
    k8s_drift_triggered: drift.signals?.drift ?? false,
    ...observed.record,
  };
  explain('closed_loop_observe_source', drift.signals === null ? observed.payload : fromCluster);
  const signals = drift.signals ?? observed.window.signals;
  explain('closed_loop_signals', { mode: 'CLOSED_LOOP', signals, sample_count: observed.window.sample_count });
  return { observed, signals };
}

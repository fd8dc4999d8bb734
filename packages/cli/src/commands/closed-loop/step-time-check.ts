import { judgeStepTimes, type SampleWindow } from '@modekeeper/engine';
import type { TelemetryCheck } from '../../apply/send-plan.ts';
import type { Io } from '../../cli/io.ts';
import { pause } from '../../io/pause.ts';
import { type ObserveRequest, observe } from '../../observe/collect.ts';

/**
 * The telemetry check of a tick whose samples come from the workload's log: once its rollout holds, one more observation as long as the first,
 * of which only what was logged since counts. A signal ends the wait; what was logged until then is judged.
 */
export function stepTimeCheck(
  io: Io,
  request: ObserveRequest & { source: 'k8s' },
  before: Pick<SampleWindow, 'samples'>,
): TelemetryCheck {
  return async () => {
    const since_ms = io.now();
    io.progress(`Observing the workload for ${request.duration_ms / 1_000} s after the change`);
    await pause(request.duration_ms, io.signal);
    const { window } = await observe(io, request);
    return judgeStepTimes(stepTimes(before), stepTimes(window, since_ms));
  };
}

/** Milliseconds, of samples not before a moment. */
function stepTimes(window: Pick<SampleWindow, 'samples'>, since_ms = Number.NEGATIVE_INFINITY): number[] {
  const samples = [...window.samples()];
  return samples.filter(({ timestamp_ms }) => timestamp_ms >= since_ms).map(({ latency_ms }) => latency_ms);
}

import { readKnobs } from './annotations.ts';
import { measure } from './formula.ts';

export type LineInput = { annotations: string; annotationsFile: string; step: number; epoch_ms: number };

/** One line of the image trainer: compact JSON, knobs as the pod's annotations say right now. */
export function trainerLine({ annotations, annotationsFile, step, epoch_ms }: LineInput): string {
  const knobs = readKnobs(annotations);
  const { loss, throughput, step_time_ms } = measure(knobs, step, Math.floor(epoch_ms / 1000));
  return JSON.stringify({
    ts: new Date(epoch_ms).toISOString(),
    step,
    event: 'knobs_snapshot',
    loss,
    throughput,
    step_time_ms,
    annotations_file: annotationsFile,
    knobs,
    knobs_kv: Object.entries(knobs)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
  });
}

/** Seconds between lines out of the environment: a positive number, else the default 2.0. */
export function intervalSeconds(text: string | undefined): number {
  const value = Number(text ?? '');
  return text !== undefined && text.trim() !== '' && Number.isFinite(value) && value > 0 ? value : 2;
}

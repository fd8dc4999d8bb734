// The image trainer: one telemetry line per interval; the annotations file is read again for each, because the kubelet
// replaces it when the pod's annotations change.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { intervalSeconds, trainerLine } from './line.ts';

const annotationsFile = process.env.MODEKEEPER_ANNOTATIONS_FILE ?? '/etc/podinfo/annotations';
const interval_ms = intervalSeconds(process.env.MODEKEEPER_LOOP_INTERVAL_S) * 1000;

function readAnnotations(): string {
  try {
    return readFileSync(annotationsFile, 'utf8');
  } catch (error) {
    // Without the file every knob counts as 1: the trainer goes on training.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());

const begun_ms = performance.now();
for (let step = 1; !stopping.signal.aborted; step += 1) {
  const line = trainerLine({ annotations: readAnnotations(), annotationsFile, step, epoch_ms: Date.now() });
  process.stdout.write(`${line}\n`);
  // Steps keep to the grid of the start, so that slow writes do not add up.
  const next_ms = begun_ms + step * interval_ms - performance.now();
  await sleep(Math.max(0, next_ms), undefined, { signal: stopping.signal }).catch(() => undefined);
}

import { type BuildProgress, describeBuildProgress } from '../build/progress.ts';

/** What happens while a control plane starts. `elapsed_ms` counts from the start of the control plane. */
export type StartProgress =
  | { kind: 'api_ready'; elapsed_ms: number }
  | { kind: 'controllers_started'; elapsed_ms: number }
  | { kind: 'schedulable'; elapsed_ms: number };

/** One line for people about one step. */
export function describeStartProgress(step: StartProgress): string {
  const time = `${(step.elapsed_ms / 1000).toFixed(1)} s`;
  switch (step.kind) {
    case 'api_ready':
      return `Kubernetes API server ready after ${time}`;
    case 'controllers_started':
      return `controllers, scheduler and nodes started after ${time}`;
    case 'schedulable':
      return `pods can be scheduled after ${time}`;
  }
}

/** One line for people about one step of building or starting. */
export function describeProgress(step: BuildProgress | StartProgress): string {
  return step.kind === 'api_ready' || step.kind === 'controllers_started' || step.kind === 'schedulable'
    ? describeStartProgress(step)
    : describeBuildProgress(step);
}

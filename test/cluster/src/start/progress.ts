/** What happens while a control plane starts. `elapsed_ms` counts from the start of the control plane. */
export type StartProgress = { kind: 'api_ready' | 'controllers_started' | 'schedulable'; elapsed_ms: number };

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

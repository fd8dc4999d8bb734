import type { FlagSpec } from '../cli/spec.ts';

/** Flags of source `prometheus`, beside the flag group OBS. */
export const PROMETHEUS_FLAGS: readonly FlagSpec[] = [
  {
    name: 'prom-url',
    kind: 'text',
    value: 'URL',
    help: 'Prometheus of source prometheus, such as https://prometheus.example:9090.',
  },
  { name: 'prom-step', kind: 'duration', default: '5s', help: 'Time between two samples.' },
  {
    name: 'query',
    kind: 'many',
    value: 'NAME=PROMQL',
    help: 'What to ask: step_time_ms (needed), loss, throughput, gpu_util_pct, gpu_mem_util_pct, worker_latency_ms (a series per worker). GPU values come from the DCGM exporter when not asked for.',
  },
  { name: 'prom-ca', kind: 'text', value: 'FILE', help: 'Certificates of the authority to trust for it, PEM.' },
  { name: 'prom-token-file', kind: 'text', value: 'FILE', help: 'File with the bearer token to send.' },
];

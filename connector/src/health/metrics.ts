import { Counter, Gauge, Registry } from 'prom-client';
import type { CounterName, Counters } from '../ports.ts';

const LABELS: Readonly<Record<CounterName, readonly string[]>> = {
  frames_sent: ['type'],
  frames_received: ['type'],
  frames_dropped: ['reason'],
  reconnects: ['cause'],
  state_divergence: [],
  plans: ['state'],
  kube_requests: ['verb', 'outcome'],
  journal_writes: [],
  samples: ['namespace', 'name'],
  gate_refusals: ['reason'],
};

/** Read when somebody scrapes; never kept up to date in between. */
export interface Gauges {
  connected(): boolean;
  ready(): boolean;
  kill_active(): boolean;
  open_plans(): number;
  journal_bytes(): number;
  outbox_frames(): number;
  resident_bytes(): number;
}

export interface Metrics extends Counters {
  /** Prometheus text format. */
  text(): Promise<string>;
  readonly content_type: string;
}

/** Own counters and gauges in a registry of their own, without the library's default collectors (they cost memory and timers). */
export function makeMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const counters = new Map<CounterName, Counter>();
  for (const [name, labelNames] of Object.entries(LABELS) as [CounterName, readonly string[]][]) {
    counters.set(
      name,
      new Counter({
        name: `modekeeper_${name}_total`,
        help: `Number of ${name.replaceAll('_', ' ')}.`,
        labelNames: [...labelNames],
        registers: [registry],
      }),
    );
  }
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `modekeeper_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('connected', '1 while the session with the control plane stands.', () => Number(gauges.connected()));
  gauge('ready', '1 when /readyz answers 200.', () => Number(gauges.ready()));
  gauge('kill_switch_active', '1 while a kill switch stops writes.', () => Number(gauges.kill_active()));
  gauge('open_plans', 'Plans that are not terminal.', gauges.open_plans);
  gauge('journal_bytes', 'Size of the journal as stored.', gauges.journal_bytes);
  gauge('outbox_frames', 'Durable frames that wait for an acknowledgement.', gauges.outbox_frames);
  gauge('resident_memory_bytes', 'Resident memory of the process.', gauges.resident_bytes);
  return {
    count: (name, labels = {}) => counters.get(name)?.inc({ ...labels }),
    text: () => registry.metrics(),
    content_type: registry.contentType,
  };
}

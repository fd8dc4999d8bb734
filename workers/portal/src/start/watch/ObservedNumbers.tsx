import { formatValue } from '@modekeeper/evidence/format-value';
import { Time } from '../../time/Time.tsx';
import type { Observed } from './samples.ts';

/** The newest numbers of each workload; what it does not report is not shown. */
export function ObservedNumbers({ observed }: { observed: readonly Observed[] }) {
  return (
    <ul className="grid gap-3">
      {observed.map(({ gpu_util_pct, loss, newest_ms, samples, step_time_ms, throughput, workload }) => (
        <li key={workload} className="grid gap-1.5">
          <p className="min-w-0 break-words">
            <span className="font-[550]">{workload.split('/').slice(-2).join('/')}</span>{' '}
            <span className="text-1 text-ink-3">
              newest <Time at={newest_ms} />
            </span>
          </p>
          <dl className="flex flex-wrap gap-x-6 gap-y-2">
            <Measure label="Samples in the last minute" value={formatValue(samples, '')} />
            {step_time_ms !== null && <Measure label="Step time, median" value={formatValue(step_time_ms, 'ms')} />}
            {throughput !== null && <Measure label="Throughput" value={formatValue(throughput, 'samples/s')} />}
            {loss !== null && <Measure label="Loss" value={formatValue(loss, '')} />}
            {gpu_util_pct !== null && <Measure label="GPU use" value={formatValue(gpu_util_pct, '%')} />}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Measure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-1 text-ink-3">{label}</dt>
      <dd className="text-3 font-semibold">{value}</dd>
    </div>
  );
}

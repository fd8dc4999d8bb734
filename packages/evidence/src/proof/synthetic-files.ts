import { artifactLine, compareCodePoints, round6, type Sample, sha256Hex } from '@modekeeper/contracts';
import { ascending, percentileLinear } from '@modekeeper/value';
import { columnMaxima, sparkline } from '../quickstart/sparkline.ts';
import { type ProofRun, proofChecks, type SyntheticProof } from './synthetic.ts';

const SPARK_COLUMNS = 60;

/** metrics.csv: what was read of each step. `worker_lat_p95_ms`: of the workers of the step, linearly interpolated; an unknown loss is empty. */
export function proofMetrics(samples: Iterable<Sample>): string {
  const rows = ['idx,ts,step_time_ms,loss,worker_lat_p95_ms'];
  for (const { latency_ms, loss, timestamp_ms, worker_latencies_ms } of samples) {
    const p95 = percentileLinear(ascending(worker_latencies_ms), 0.95);
    rows.push([rows.length - 1, timestamp_ms, latency_ms, loss ?? '', p95 === null ? '' : round6(p95)].join(','));
  }
  return `${rows.join('\n')}\n`;
}

/** sparkline.txt: the step times of the trace in one line. */
export function proofSparkline(samples: Iterable<Sample>): string {
  const latencies = [...samples].map(({ latency_ms }) => latency_ms);
  return `${sparkline(columnMaxima(latencies, SPARK_COLUMNS))}\n`;
}

/** transcript.txt: the command, what it found, and each check. It holds neither times nor paths of a machine: equal runs, equal bytes. */
export function proofTranscript(proof: SyntheticProof, command: string, run: ProofRun): string {
  const checks = Object.entries(proofChecks(proof, run));
  const isPassed = checks.every(([, passed]) => passed);
  const lines = [
    `# ${proof}: made-up data, nothing was observed`,
    `$ ${command}`,
    `rows_read: ${run.rows_read}`,
    `observe_ingest: ${artifactLine(run.ingest)}`,
    `signals: ${artifactLine(run.signals)}`,
    'proposed:',
    ...(run.proposed.length === 0 ? ['- (none)'] : run.proposed.map(actionLine)),
    'checks:',
    ...checks.map(([name, passed]) => `- ${passed ? 'PASS' : 'FAIL'} ${name}`),
    `result: ${isPassed ? 'PASS' : 'FAIL'}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** sha256sums.txt, as `sha256sum -c` reads it. */
export function proofSums(files: Readonly<Record<string, string>>): string {
  const names = Object.keys(files).sort(compareCodePoints);
  return names.map((name) => `${sha256Hex(files[name] ?? '')}  ${name}\n`).join('');
}

function actionLine({ chord, knob, reason, target }: ProofRun['proposed'][number]): string {
  return `- ${chord ?? '-'} ${knob} -> ${target} (${reason})`;
}

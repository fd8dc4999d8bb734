import { join } from 'node:path';
import { summarizeObservation } from '@modekeeper/engine';
import type { Run } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { writeLatest } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { startTiming } from '../../io/times.ts';
import { observe, observeRequest } from '../../observe/collect.ts';

const MODE = 'OBSERVE_ONLY';
const NOTE = 'Observed only: nothing was proposed and nothing was changed.';

/** `mk observe`: samples, signals and what they may mean. */
export const runObserve: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const out = flags.text('out');
  const pod = flags.optional('k8s-pod');
  const request = observeRequest(flags, '', { scenario: 'baseline', ...(pod === undefined ? {} : { pod }) });
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  explain('observe_start', { duration_ms: flags.duration('duration'), out });
  const recordPath = flags.optional('record-raw');
  using observed = await observe(io, request, recordPath === undefined ? undefined : { path: recordPath, append: false });
  explain('observe_source', observed.payload);
  const { environment, sample_count, signals, telemetry } = observed.window;
  explain('observe_signals', { signals, sample_count });
  const summary = summarizeObservation(signals);
  explain('observe_summary', { summary });
  const report = {
    schema_version: 'v0',
    ...timing.finish(),
    out_dir: out,
    mode: MODE,
    apply_requested: false,
    dry_run: true,
    source: observed.source,
    signals,
    sample_count,
    telemetry,
    environment,
    note: NOTE,
    summary,
  };
  writeLatest(folder, 'observe', report, { now_ms: io.now(), twinPrefix: 'report' });
  const path = join(out, 'observe_latest.json');
  explain('observe_report', { path });
  explain('observe_stop', { mode: MODE });
  return 0;
};

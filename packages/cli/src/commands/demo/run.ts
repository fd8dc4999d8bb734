import { join } from 'node:path';
import { detectSignals, FRESH_PLANNER, proposeChords, tickPlanner } from '@modekeeper/engine';
import { syntheticSamples } from '@modekeeper/telemetry';
import type { Run } from '../../cli/spec.ts';
import { openExplain } from '../../io/explain.ts';
import { writeLatest } from '../../io/files.ts';
import { resolveFrom } from '../../io/paths.ts';
import { scenarioOf } from '../../io/scenario-flag.ts';
import { startTiming } from '../../io/times.ts';

const DURATION_MS = 60_000;

/** `mk demo run`: signals and proposals of a synthetic scenario; nothing is planned. */
export const runDemo: Run = async (io, flags) => {
  const timing = startTiming(io.now);
  const out = flags.text('out');
  const scenario = scenarioOf(flags);
  const folder = resolveFrom(io, out);
  const explain = openExplain(folder, io.now);
  explain('demo_start', { scenario, out });
  const signals = detectSignals(syntheticSamples(scenario, DURATION_MS));
  const proposed = proposeChords(signals, tickPlanner(FRESH_PLANNER, signals.incident, 2).step);
  explain('demo_summary', { scenario, signals, proposed });
  const report = {
    schema_version: 'v0',
    ...timing.finish(),
    out_dir: out,
    mode: 'DEMO',
    apply_requested: false,
    dry_run: true,
    scenario,
    signals,
    proposed,
  };
  writeLatest(folder, 'demo', report, { now_ms: io.now() });
  explain('demo_report', { path: join(out, 'demo_latest.json') });
  explain('demo_stop', { scenario, rc: 0 });
  return 0;
};

export { knobsOf } from './fields/knobs.ts';
export { timestampOf } from './fields/timestamp.ts';
export { type ParsedLine, parseStdoutJsonl } from './parse/stdout-jsonl.ts';
export { SCENARIOS, type Scenario } from './synthetic/scenarios.ts';
export { syntheticSamples } from './synthetic/synthetic.ts';
export { type IngestCounters, observeIngest } from './window/counters.ts';
export { type EffectiveKnob, effectiveKnobs } from './window/effective-knobs.ts';
export { DEFAULT_LIMITS, type IngestLimits, type PodSource, WorkloadIngest } from './window/ingest.ts';

export { FRESH_PLANNER, type PlannerState, type PlannerStep, plannerStateSchema, tickPlanner } from './planner/planner.ts';
export { CHORD_CATALOG, findChord } from './policy/chord-catalog.ts';
export { proposeChords } from './policy/chord-policy.ts';
export { BATCH_KNOBS, findKnob, KNOB_REGISTRY, registryBounds } from './policy/knob-registry.ts';
export { exactMean } from './signals/exact-mean.ts';
export { detectSignals } from './signals/heuristic-v1.ts';
export { median } from './signals/median.ts';

import { SIGNAL_NAMES, type Signals } from '@modekeeper/contracts';

export type ObserveSummary = {
  top_symptoms: string[];
  money_leak_risk: 'low' | 'medium' | 'high';
  estimated_impact: 'unknown';
  recommendations: string[];
};

type Symptom = 'drift' | 'straggler' | 'burst' | 'gpu_saturated';

/** Symptoms in their order, what each weighs, and what a person can look at (contract page `signals`, "Observe summary"). */
const SYMPTOMS: readonly { name: Symptom; weight: number; recommendations: readonly string[] }[] = [
  {
    name: 'drift',
    weight: 2,
    recommendations: [
      'The loss rises: compare data, learning rate and batch size with the last run that was well.',
      'Watch further steps before changing anything; gradient accumulation and microbatch size are what answers to drift.',
    ],
  },
  {
    name: 'straggler',
    weight: 2,
    recommendations: [
      'One worker is slower than the others: look at its node for load, clock limits and errors.',
      'Compare the input pipeline of the workers; a slow disk or a cold cache holds all of them up.',
      'If it stays on one node, move the worker and see whether the slowness moves along.',
    ],
  },
  {
    name: 'burst',
    weight: 1,
    recommendations: [
      'Some steps take far longer than the rest: look for checkpoints, evaluation and input waits at these times.',
      'A deeper prefetch or less concurrency can absorb short stalls.',
    ],
  },
  {
    name: 'gpu_saturated',
    weight: 2,
    recommendations: [
      'A GPU is at 90 % or more in load or memory: there is no headroom for a larger batch.',
      'Check memory use against the limit before the next long run.',
      'If memory is the limit, a smaller microbatch with more gradient accumulation keeps the global batch.',
    ],
  },
];

const NOTHING_FOUND = 'No symptom was found; keep observing.';

/** A signal as reports hold it, or a detector's finding with its own figures. */
export type SymptomValue = boolean | { detected?: boolean; score?: number; severity?: number };

/** The `summary` of an observe report. */
export function summarizeObservation(signals: Pick<Signals, Symptom> | Record<Symptom, SymptomValue>): ObserveSummary {
  const active = SYMPTOMS.filter(({ name }) => isActive(signals[name]));
  const weight = active.reduce((sum, symptom) => sum + symptom.weight, 0);
  return {
    top_symptoms: active.map(({ name }) => name),
    money_leak_risk: weight === 0 ? 'low' : weight <= 2 ? 'medium' : 'high',
    estimated_impact: 'unknown',
    recommendations: active.length === 0 ? [NOTHING_FOUND] : active.flatMap(({ recommendations }) => recommendations),
  };
}

function isActive(value: SymptomValue): boolean {
  if (typeof value === 'boolean') return value;
  return value.detected === true || (value.score ?? 0) > 0 || (value.severity ?? 0) > 0;
}

/** `decision_summary` of a run: at most three lines for people. `actions`: what was proposed. */
export function summarizeDecision(signals: Signals, actions: readonly { reason: string }[]): string[] {
  const active = SIGNAL_NAMES.filter((name) => signals[name]);
  const lines = [`Signals: ${active.length === 0 ? 'none' : active.join(', ')}.`];
  if (actions.length === 0) return [...lines, 'Nothing proposed.'];
  const reasons = [...new Set(actions.map(({ reason }) => reason))];
  const proposed = `${actions.length} ${actions.length === 1 ? 'action' : 'actions'} proposed.`;
  return [...lines, proposed, `Reasons: ${reasons.join(', ')}.`];
}

import type { Plan } from '@modekeeper/contracts';
import { liveKnob, readObjectFacts } from '@modekeeper/engine';
import { type Deployment, jsonOf } from '@modekeeper/kube';

/**
 * True when the object is another one, or does not hold what the plan says it changes: somebody wrote between the look that the plan
 * was made on and the one that proved it. What people read in the plan would not be what happens.
 */
export function startsElsewhere(plan: Plan, live: Deployment): boolean {
  if (live.metadata.uid !== plan.target.uid) return true;
  const object = readObjectFacts(jsonOf(live));
  return plan.changes.some(({ knob, from }) => {
    const value = liveKnob(object, knob);
    return (value === 'unset' ? null : value) !== from;
  });
}

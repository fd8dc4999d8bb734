import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRESH_PLANNER, type PlannerStep, tickPlanner } from './planner.ts';

function run(ticks: readonly boolean[], required: number): (PlannerStep | null)[] {
  let state = FRESH_PLANNER;
  return ticks.map((incident) => {
    const tick = tickPlanner(state, incident, required);
    state = tick.state;
    return tick.step;
  });
}
const I = true;
const clear = false;

describe('tickPlanner', () => {
  it('emits incident, recover, relock over three ticks when two stable intervals are required', () => {
    expect(run([I, clear, clear, clear], 2)).toEqual([null, 'recover', 'relock', null]);
  });
  it('never relocks on the tick that recovers, even when one interval or none is required', () => {
    expect(run([I, clear, clear], 1)).toEqual([null, 'recover', 'relock']);
    expect(run([I, clear, clear], 0)).toEqual([null, 'recover', 'relock']);
  });
  it('waits for the required number of clear ticks, the recovering tick included', () => {
    expect(run([I, clear, clear, clear, clear], 4)).toEqual([null, 'recover', null, null, 'relock']);
  });
  it('starts over when a new incident interrupts the wait', () => {
    expect(run([I, clear, I, clear, clear], 2)).toEqual([null, 'recover', null, 'recover', 'relock']);
  });
  it('never emits anything during an incident or before the first one', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.integer({ min: 0, max: 5 }), (ticks, required) => {
        const steps = run(ticks, required);
        const first = ticks.indexOf(true);
        steps.forEach((step, index) => {
          if (ticks[index] || first === -1 || index < first) expect(step).toBeNull();
        });
      }),
    );
  });
  it('emits one recover per incident and a relock only after that recover', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (ticks, required) => {
        let recovered = false;
        let open = false;
        run(ticks, required).forEach((step, index) => {
          if (ticks[index]) {
            open = true;
            recovered = false;
          }
          if (step === 'recover') {
            expect(open && !recovered).toBe(true);
            recovered = true;
          }
          if (step === 'relock') {
            expect(recovered).toBe(true);
            open = false;
            recovered = false;
          }
        });
      }),
    );
  });
});

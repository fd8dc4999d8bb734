import { SIGNAL_NAMES, type Signals } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeScalar } from './scalar-policy.ts';

const signals = (over: Partial<Signals> = {}): Signals => ({
  drift: false,
  burst: false,
  straggler: false,
  gpu_saturated: false,
  incident: SIGNAL_NAMES.some((name) => over[name]),
  stable: true,
  notes: [],
  ...over,
});

describe('proposeScalar', () => {
  it.each([
    [{}, null],
    [{ incident: true }, 6],
    [{ drift: true }, 6],
    [{ burst: true }, 5],
    [{ straggler: true }, 4],
    [{ gpu_saturated: true }, 4],
    [{ drift: true, straggler: true }, 4],
  ])('from 8 %j leads to %s', (over, target) => {
    expect(proposeScalar(signals(over), 8)).toEqual(
      target === null ? [] : [{ knob: 'concurrency', target, reason: 'scalar', chord: 'SCALAR' }],
    );
  });

  it('stays inside the bounds and proposes nothing that changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.constantFrom(...SIGNAL_NAMES), (current, name) => {
        for (const { target } of proposeScalar(signals({ [name]: true }), current)) {
          expect(target).toBeGreaterThanOrEqual(1);
          expect(target).toBeLessThan(current);
        }
      }),
    );
    expect(proposeScalar(signals({ burst: true }), 1)).toEqual([]);
  });
});

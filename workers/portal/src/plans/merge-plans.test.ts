import type { PlanState } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanSummary } from './documents.ts';
import { holdBack, mergePlans, rowsMoved } from './merge-plans.ts';

const plan = (id: string, state: PlanState = 'verified', revision = 2) => ({ id, state, revision }) as PlanSummary;
const ids = (plans: readonly PlanSummary[]) => plans.map(({ id }) => id);

describe('mergePlans', () => {
  it('shows each plan once, newest first, whatever pages and head overlap', () => {
    const someIds = fc.uniqueArray(fc.string({ minLength: 3, maxLength: 3 }));
    fc.assert(
      fc.property(someIds, someIds, (pages, head) => {
        const merged = ids(
          mergePlans(
            pages.map((id) => plan(id)),
            head.map((id) => plan(id)),
            'all',
          ),
        );
        expect(merged).toEqual([...new Set([...pages, ...head])].sort().reverse());
      }),
    );
  });

  it('believes the later word, and drops what has left the group', () => {
    const merged = mergePlans([plan('b', 'approved', 3), plan('a')], [plan('b', 'verified', 2)], 'waiting');
    expect(ids(merged)).toEqual(['a']);
    expect(mergePlans([plan('b')], [plan('b', 'approved', 3)], 'all')[0]?.state).toBe('approved');
  });
});

describe('while somebody reads further down', () => {
  it('newer plans are counted and not shown', () => {
    const plans = [plan('d'), plan('c'), plan('b')];
    expect(holdBack(plans, 'b')).toMatchObject({ shown: [{ id: 'b' }], held: 2 });
    expect(holdBack(plans, null).held).toBe(0);
    expect(holdBack(plans, 'z').held).toBe(0);
  });

  it('rows that came or went above are told, so that the page can follow', () => {
    expect(rowsMoved(['c', 'b', 'a'], ['c', 'x', 'b', 'a'], 1)).toBe(1);
    expect(rowsMoved(['c', 'b', 'a'], ['b', 'a'], 1)).toBe(-1);
    expect(rowsMoved(['c', 'b', 'a'], ['c', 'a'], 1)).toBe(0);
    expect(rowsMoved([], ['c'], 0)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { applyStateOf } from './apply-words.ts';

describe('applyStateOf', () => {
  it('is on for a gate that is exactly true, and no invariant that refuses', () => {
    expect(applyStateOf({ gates: { apply: true }, invariants: ['keep_global_batch_stable'] })).toBe('on');
    for (const apply of [false, 1, 'true', null, undefined])
      expect(applyStateOf({ gates: { apply }, invariants: [] })).toBe('off');
  });
  it('is refused with an invariant that forbids applying or that nothing can evaluate', () => {
    expect(applyStateOf({ gates: { apply: true }, invariants: ['no_apply'] })).toBe('refused');
    expect(applyStateOf({ gates: { apply: true }, invariants: ['respect_memory_guardrails'] })).toBe('refused');
  });
});

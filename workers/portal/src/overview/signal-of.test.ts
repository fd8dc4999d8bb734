import type { LiveFinding } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { signalOf } from './signal-of.ts';

const NOW = 10_000_000;
const finding = (signals: string[], at_ms: number): LiveFinding => ({
  seq: 1,
  at_ms,
  body: { kind: 'advice', code: 'chord_not_allowed', target: null, detail: '', changes: [], signals, at_ms },
});

describe('the signal of a cluster', () => {
  it('is what its open plan answers', () => {
    expect(signalOf({ changes: [{ chord: 'BURST-ABSORB' }] }, [finding(['drift'], NOW)], NOW)?.label).toBe('Burst');
  });
  it('is what the newest finding says where there is no plan', () => {
    expect(signalOf(undefined, [finding(['burst'], NOW), finding(['incident', 'drift'], NOW)], NOW)?.label).toBe('Drift');
  });
  it('is nothing when what was told is old', () => {
    expect(signalOf(undefined, [finding(['burst'], NOW - 20 * 60_000)], NOW)).toBeNull();
  });
});

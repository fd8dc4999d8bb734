import { describe, expect, it } from 'vitest';
import { createBackoff, kubeletBackoff } from './backoff.ts';

describe('backoff of a container', () => {
  it('starts at once, then after 10 s, doubling to 5 minutes, as the kubelet does', () => {
    const backoff = createBackoff(kubeletBackoff);
    const pauses = Array.from({ length: 9 }, () => backoff.next_ms(100) / 1000);
    expect(pauses).toEqual([0, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('starts over after a run of ten minutes', () => {
    const backoff = createBackoff(kubeletBackoff);
    for (let turn = 0; turn < 5; turn += 1) backoff.next_ms(100);
    expect([backoff.next_ms(600_000), backoff.next_ms(100)]).toEqual([0, 10_000]);
  });
});

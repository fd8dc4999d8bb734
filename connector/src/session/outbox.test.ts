import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';

const STREAM = '01K00000000000000000000000';
const random = { bytes: (length: number) => new Uint8Array(length), fraction: () => 0 };
const finding = (detail: string) => ({
  kind: 'notice' as const,
  code: 'x',
  target: null,
  detail,
  changes: [],
  signals: [],
  at_ms: 1,
});
const event = {
  plan_id: 'pl_01K00000000000000000000000',
  revision: 1,
  from: 'proposed' as const,
  to: 'verifying' as const,
  reason: null,
  at_ms: 1,
};
const seqOf = ({ text }: { text: string }) => (JSON.parse(text) as { seq: number }).seq;

describe('outbox', () => {
  it('delivers every frame in order without gaps, over any cuts, losses and credits', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('push' as const) }),
      fc.record({ do: fc.constant('deliver' as const), count: fc.nat({ max: 5 }) }),
      fc.record({ do: fc.constant('cut' as const), credit: fc.integer({ min: 0, max: 5 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const outbox = new Outbox(STREAM, random);
        const acknowledged: number[] = [];
        const received: number[] = [];
        let wire: number[] = [];
        let pushed = 0;
        const deliver = (count: number) => {
          for (const seq of wire.splice(0, count)) if (seq === received.length + 1) received.push(seq);
          outbox.acknowledge(received.length);
          outbox.allow(received.length, 3);
        };
        for (const one of steps) {
          if (one.do === 'push') {
            pushed += 1;
            const number = pushed;
            outbox.push('plan_event', event, 1, () => acknowledged.push(number));
          } else if (one.do === 'cut') {
            wire = [];
            outbox.rewind(received.length, one.credit);
          } else deliver(one.count);
          wire.push(...outbox.take().map(seqOf));
        }
        outbox.rewind(received.length, 3);
        for (let turn = 0; turn < 100; turn += 1) {
          wire.push(...outbox.take().map(seqOf));
          deliver(10);
        }
        expect(received).toEqual(Array.from({ length: pushed }, (_, n) => n + 1));
        expect(acknowledged).toEqual(received);
        expect(outbox.size).toBe(0);
      }),
    );
  });

  it('never sends more than the credit allows', () => {
    const outbox = new Outbox(STREAM, random);
    for (let n = 0; n < 10; n += 1) outbox.push('plan_event', event, 1);
    outbox.rewind(0, 4);
    expect(outbox.take().map(seqOf)).toEqual([1, 2, 3, 4]);
    expect(outbox.take()).toEqual([]);
    outbox.allow(2, 4);
    expect(outbox.take().map(seqOf)).toEqual([5, 6]);
  });

  it('gives up findings when it is full, never a transition, and leaves no gap', () => {
    const outbox = new Outbox(STREAM, random, { max_frames: 3, max_bytes: 1_000_000 });
    expect(outbox.push('finding', finding('y'.repeat(900)), 1)).toBe(true);
    for (let n = 0; n < 5; n += 1) expect(outbox.push('plan_event', event, 1)).toBe(true);
    expect(outbox.push('finding', finding('late'), 1)).toBe(false);
    outbox.rewind(0, 100);
    const frames = outbox.take();
    expect(frames.map(seqOf)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(frames[0]?.text).toContain('finding_dropped');
    expect(outbox.dropped_findings).toBeGreaterThanOrEqual(2);
  });
});

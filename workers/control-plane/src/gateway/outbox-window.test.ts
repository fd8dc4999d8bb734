import { OUTBOX_MAX_BYTES, OUTBOX_MAX_FRAMES } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acknowledge, fits, markSent, type OutboxWindow, resume, sendable } from './outbox-window.ts';

type Step =
  | { kind: 'append' }
  | { kind: 'send' }
  | { kind: 'ack'; seq: number; credit: number }
  | { kind: 'reconnect'; peer_seq: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant({ kind: 'append' } as const),
  fc.constant({ kind: 'send' } as const),
  fc.record({ kind: fc.constant('ack' as const), seq: fc.nat(60), credit: fc.integer({ min: -2, max: 20 }) }),
  fc.record({ kind: fc.constant('reconnect' as const), peer_seq: fc.nat(60) }),
);

function take(window: OutboxWindow, one: Step): OutboxWindow {
  switch (one.kind) {
    case 'append':
      return { ...window, assigned: window.assigned + 1 };
    case 'send':
      return markSent(window, sendable(window)?.to ?? window.sent);
    case 'ack':
      return acknowledge(window, one.seq, one.credit).window;
    case 'reconnect':
      return resume(window.assigned, window.acked, one.peer_seq);
  }
}

describe('outbox window', () => {
  it('keeps acked <= sent <= assigned, and acked never falls, under any order of events', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let window = resume(0, 0, 0);
        for (const one of steps) {
          const next = take(window, one);
          expect(next.acked).toBeLessThanOrEqual(next.sent);
          expect(next.sent).toBeLessThanOrEqual(next.assigned);
          expect(next.acked).toBeGreaterThanOrEqual(window.acked);
          window = next;
        }
      }),
    );
  });

  it('delivers every frame in order to a peer that acknowledges what it stores, across any cuts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.array(fc.nat(9), { maxLength: 20 }),
        fc.integer({ min: 1, max: 8 }),
        (total, cuts, credit) => {
          let window = { ...resume(total, 0, 0), credit };
          let peer = 0;
          const receive = (limit: number) => {
            for (let range = sendable(window); range && limit > 0; range = sendable(window)) {
              for (let seq = range.from; seq <= range.to && limit > 0; seq += 1, limit -= 1) {
                if (seq === peer + 1) peer = seq;
                window = markSent(window, seq);
              }
              window = acknowledge(window, peer, credit).window;
            }
          };
          for (const cut of cuts) {
            receive(cut);
            window = { ...resume(total, window.acked, peer), credit };
          }
          receive(Number.POSITIVE_INFINITY);
          expect(peer).toBe(total);
          expect(window.acked).toBe(total);
        },
      ),
    );
  });

  it('never has more frames in flight than the peer gave credit for', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.nat(30), (assigned, acked, credit) => {
        const range = sendable({ assigned, acked: Math.min(acked, assigned), sent: Math.min(acked, assigned), credit });
        if (range) expect(range.to - Math.min(acked, assigned)).toBeLessThanOrEqual(credit);
      }),
    );
  });

  it('says out_of_range for an acknowledgement of what was not sent', () => {
    expect(acknowledge({ assigned: 5, acked: 1, sent: 3, credit: 8 }, 4, 8).outcome).toBe('out_of_range');
  });

  it('takes a stop even when full, and nothing else', () => {
    const full = { frames: OUTBOX_MAX_FRAMES, bytes: 0 };
    expect(fits(full, 1, 'plan_dispatch')).toBe(false);
    expect(fits(full, 1, 'kill_set')).toBe(true);
    expect(fits({ frames: 0, bytes: OUTBOX_MAX_BYTES }, 1, 'plan_close')).toBe(false);
    expect(fits({ frames: 0, bytes: 0 }, 1, 'plan_close')).toBe(true);
  });
});

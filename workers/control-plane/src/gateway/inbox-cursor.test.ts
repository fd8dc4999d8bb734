import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, judgeArrival, newCursor } from './inbox-cursor.ts';

describe('inbox cursor', () => {
  it('stores each number exactly once and in order, whatever is lost, repeated or sent again', () => {
    // Each connection resends from the acknowledged number and breaks off somewhere, after repeats.
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.array(fc.record({ cut: fc.nat(45), repeat: fc.nat(3), skip: fc.option(fc.nat(45), { nil: undefined }) }), {
          maxLength: 12,
        }),
        (total, connections) => {
          let cursor = newCursor('s');
          const stored: number[] = [];
          for (const { cut, repeat, skip } of [...connections, { cut: total, repeat: 0, skip: undefined }]) {
            const from = Math.max(1, cursor.seq + 1 - repeat);
            const acked = cursor.seq;
            for (let seq = from; seq <= Math.min(total, acked + cut); seq += 1) {
              if (seq === skip) continue;
              const frame = { stream: 's', seq };
              if (judgeArrival(cursor, frame) === 'next') stored.push(seq);
              cursor = advance(cursor, frame);
            }
          }
          expect(stored).toEqual(Array.from({ length: total }, (_, index) => index + 1));
          expect(cursor.seq).toBe(total);
        },
      ),
    );
  });

  it('never moves for a frame of another stream', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seq, other) => {
        const cursor = { stream: 'a', seq };
        expect(judgeArrival(cursor, { stream: 'b', seq: other })).toBe('foreign_stream');
        expect(advance(cursor, { stream: 'b', seq: other })).toEqual(cursor);
      }),
    );
  });

  it('never moves backwards and never by more than one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (seqs) => {
        let cursor = newCursor('s');
        for (const seq of seqs) {
          const next = advance(cursor, { stream: 's', seq });
          expect(next.seq - cursor.seq === 0 || next.seq - cursor.seq === 1).toBe(true);
          cursor = next;
        }
      }),
    );
  });
});

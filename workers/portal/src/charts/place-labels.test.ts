import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-labels.ts';

const BOUNDS = { x: 0, y: 0, width: 200, height: 100 };

describe('placeLabels', () => {
  it('takes the next place when the best one is taken, and none when nothing is free', () => {
    const places = [
      { x: 10, y: 0 },
      { x: 10, y: 14 },
    ];
    const label = { width: 50, height: 12, places };
    expect(placeLabels([label, label, label], BOUNDS)).toEqual([
      { x: 10, y: 0, width: 50, height: 12 },
      { x: 10, y: 14, width: 50, height: 12 },
      null,
    ]);
  });

  it('never lets two labels collide or leave the plot', () => {
    const place = fc.record({ x: fc.integer({ min: -50, max: 250 }), y: fc.integer({ min: -20, max: 120 }) });
    const label = fc.record({
      width: fc.integer({ min: 1, max: 80 }),
      height: fc.constant(12),
      places: fc.array(place, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 20 }), (labels) => {
        const placed = placeLabels(labels, BOUNDS).filter((box) => box !== null);
        for (const [at, box] of placed.entries()) {
          expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 200 && box.y + box.height <= 100).toBe(true);
          for (const other of placed.slice(at + 1)) {
            const apart =
              box.x + box.width <= other.x ||
              other.x + other.width <= box.x ||
              box.y + box.height <= other.y ||
              other.y + other.height <= box.y;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });
});

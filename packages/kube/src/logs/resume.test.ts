import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ResumePoint } from './resume.ts';

const raw = (text: string) => ({ text, truncated: false });

describe('ResumePoint', () => {
  it('delivers every line exactly once over any number of reconnections at whole seconds', () => {
    // A log: second and content per line, seconds growing; equal lines in one second are allowed.
    const log = fc
      .array(fc.tuple(fc.nat(2), fc.constantFrom('a', 'b')), { maxLength: 40 })
      .map((steps) => {
        let second = 0;
        return steps.map(([step, text]) => {
          second += step;
          return `2026-01-02T03:04:${String(second % 60).padStart(2, '0')}.5Z ${text}`;
        });
      })
      .filter((lines) => lines.length === 0 || (lines.at(-1) ?? '') >= (lines[0] ?? ''));
    fc.assert(
      fc.property(log, fc.array(fc.nat(40)), (lines, breaks) => {
        const point = new ResumePoint();
        const delivered: string[] = [];
        let until = 0;
        for (const step of [...breaks, lines.length]) {
          until = Math.min(lines.length, until + step);
          const since = point.since;
          point.reopened();
          // The kubelet sends from the start of the second on.
          const from = since === null ? 0 : lines.findIndex((line) => line.slice(0, 19) >= since.slice(0, 19));
          for (const line of lines.slice(Math.max(0, from), until)) if (point.accept(raw(line))) delivered.push(line);
        }
        expect(delivered).toEqual(lines.slice(0, until));
      }),
    );
  });

  it('lets lines without a timestamp through', () => {
    const point = new ResumePoint();
    expect(point.accept(raw('no stamp'))).toBe(true);
    expect(point.accept({ text: null, truncated: false })).toBe(true);
    expect(point.since).toBeNull();
  });
});

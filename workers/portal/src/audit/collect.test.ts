import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectPages, toJsonLines } from './collect.ts';
import type { AuditEvent } from './queries.ts';

const event = (seq: number): AuditEvent => ({
  ...{ seq, at: '2026-01-01T00:00:00.000Z', action: 'kill.engaged', detail: { reason: 'a\nb' }, request_id: null },
  actor: { type: 'system', name: 'cron' },
  subject: { type: 'cluster', id: 'cl_1' },
});
const logOf = (count: number, size: number) => {
  const all = Array.from({ length: count }, (_, index) => event(count - index));
  return async (cursor: string | null) => {
    const start = cursor === null ? 0 : Number(cursor);
    const next = start + size;
    return { items: all.slice(start, next), next_cursor: next < count ? String(next) : null };
  };
};

describe('collectPages', () => {
  it('brings every event once, in order, whatever the pages are, up to the cap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 60 }), async (count, size, max) => {
        const { complete, events } = await collectPages(logOf(count, size), () => undefined, max);
        expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: Math.min(count, max) }, (_, index) => count - index));
        expect(complete || events.length === max).toBe(true);
        if (count > max + size) expect(complete).toBe(false);
      }),
    );
  });

  it('tells how far it is, and fails as a whole', async () => {
    const counts: number[] = [];
    await collectPages(logOf(5, 2), (count) => counts.push(count));
    expect(counts).toEqual([2, 4, 5]);
    const broken = collectPages(
      () => Promise.reject(new Error('gone')),
      () => undefined,
    );
    await expect(broken).rejects.toThrow('gone');
  });
});

describe('toJsonLines', () => {
  it('writes one line per event, line breaks of texts escaped', () => {
    const lines = toJsonLines([event(2), event(1)]).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines.slice(0, 2).map((line) => (JSON.parse(line) as AuditEvent).seq)).toEqual([2, 1]);
  });
});

import { describe, expect, it } from 'vitest';
import { newOwner, unique } from '../../test/api.workerd.ts';

type Events = { items: { seq: number; action: string; actor: { type: string } }[]; next_cursor: string | null };

describe('the audit log', () => {
  it('counts from 1 without gaps while many write at once, and pages without loss', async () => {
    const owner = await newOwner();
    const made = await Promise.all(
      Array.from({ length: 40 }, () => owner.post('/v1/environments', { kind: 'staging', name: unique('e') })),
    );
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 201));
    const seen: number[] = [];
    let cursor = '';
    for (let pages = 0; pages < 20; pages += 1) {
      const { body } = await owner.get<Events>(`/v1/audit-events?limit=7${cursor}`);
      seen.push(...body.items.map(({ seq }) => seq));
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(seen).toEqual(Array.from({ length: 41 }, (_, index) => 41 - index));
  });

  it('records nothing for what was refused', async () => {
    const owner = await newOwner();
    await owner.post('/v1/environments', { kind: 'prod', name: 'same' });
    const again = await owner.post('/v1/environments', { kind: 'prod', name: 'same' });
    expect(again.status).toBe(409);
    const { body } = await owner.get<Events>('/v1/audit-events');
    expect(body.items.map(({ action }) => action)).toEqual(['environment.created', 'organization.created']);
  });

  it('refuses a cursor that it did not give out', async () => {
    const owner = await newOwner();
    for (const cursor of ['%27%20OR%201', ...['abc', 'Infinity', '-1', '1e5'].map((key) => btoa(key).replaceAll('=', ''))]) {
      const answer = await owner.get(`/v1/audit-events?cursor=${cursor}`);
      expect({ cursor, status: answer.status, error: answer.body.error }).toMatchObject({
        cursor,
        status: 400,
        error: { code: 'invalid_cursor' },
      });
    }
  });
});

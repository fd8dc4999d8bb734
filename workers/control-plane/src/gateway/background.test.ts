import { expect, it, vi } from 'vitest';
import { background } from './background.ts';
import type { GatewayCore } from './core.ts';

it('a defect in the background is logged without the values of the query that failed', async () => {
  const logged: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void logged.push(line));
  const waited: Promise<unknown>[] = [];
  // Nothing is planned: arming reads the jobs, finds none and has nothing to set.
  const sql = { exec: () => ({ toArray: () => [] }) };
  const core = { ctx: { waitUntil: (work: Promise<unknown>) => void waited.push(work) }, sql, armed_ms: null };
  background(core as unknown as GatewayCore, 'drain', () =>
    Promise.reject(new Error('Failed query: select 1\nparams: person@example.com')),
  );
  await Promise.all(waited);
  vi.restoreAllMocks();
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('Failed query: select 1');
  expect(logged[0]).not.toContain('person@example.com');
});

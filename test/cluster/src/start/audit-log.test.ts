import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAuditLog } from './audit-log.ts';

let path = '';
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'audit-')), 'audit.jsonl');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

const event = (changes: object) =>
  JSON.stringify({
    auditID: 'a',
    verb: 'patch',
    requestURI: '/apis/apps/v1/namespaces/n/deployments/d?fieldManager=modekeeper',
    user: { username: 'u' },
    objectRef: { resource: 'deployments', namespace: 'n', name: 'd' },
    requestReceivedTimestamp: '2026-01-01T00:00:01.000000Z',
    ...changes,
  });

describe('readAuditLog', () => {
  it('is empty before the first request and leaves out a line that is still being written', async () => {
    expect(await readAuditLog(path)).toEqual([]);
    writeFileSync(path, `${event({})}\n${event({}).slice(0, 40)}`);
    expect(await readAuditLog(path)).toHaveLength(1);
  });

  it('keeps what matches every field', async () => {
    const dry = event({ requestURI: '/apis/apps/v1/namespaces/n/deployments/d?dryRun=All', verb: 'patch' });
    writeFileSync(
      path,
      `${event({})}\n${dry}\n${event({ verb: 'get', user: { username: 'v' } })}\n${event({ objectRef: {} })}\n`,
    );
    const count = async (filter: Parameters<typeof readAuditLog>[1]) => (await readAuditLog(path, filter)).length;
    expect(await count({ verbs: ['patch', 'update'], namespace: 'n' })).toBe(2);
    expect(await count({ dryRun: false })).toBe(3);
    expect(await count({ dryRun: true })).toBe(1);
    expect(await count({ user: 'v' })).toBe(1);
    expect(await count({ name: 'other' })).toBe(0);
    expect(await count({ since: new Date('2026-01-01T00:00:02Z') })).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { makeLog } from './logs.ts';

function logged(fields: Record<string, unknown>, message = 'm'): string {
  const lines: string[] = [];
  makeLog('debug', (line) => lines.push(line)).warn(fields, message);
  return lines.join('');
}

const token = `mke_01K0000000000000000000000A_01K0000000000000000000000B_${'q'.repeat(43)}`;
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzYSJ9.c2lnbmF0dXJl';

describe('logs', () => {
  it.each([
    ['a token by the name of its field', { enrollment_token: 'plain-secret' }, 'plain-secret'],
    ['a token by its shape, in any field', { why: `refused ${token}` }, token],
    ['the connect header', { header: 'ModeKeeper abcDEF_-123.sigSIG_-456' }, 'sigSIG_-456'],
    ['a service account token', { error: new Error(`401 for ${jwt}`) }, jwt],
    ['a proxy password', { url: 'http://user:hunter2@proxy:3128' }, 'hunter2'],
    [
      'a private key deep inside',
      { a: { b: [{ pem: '-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----' }] } },
      'MC4CAQAw',
    ],
    ['bytes', { seed_bytes: new Uint8Array([1, 2, 3]), raw: new Uint8Array([7, 7]) }, '7,7'],
  ])('never show %s', (_, fields, secret) => expect(logged(fields)).not.toContain(secret));

  it('never show a token that stands in the message', () => expect(logged({}, `token ${token}`)).not.toContain(token));

  it('keep what is not secret, one JSON object per line', () => {
    const line = logged({ plan_id: 'pl_1', reason: 'kill_switch_active', n: 3 }, 'plan blocked');
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      plan_id: 'pl_1',
      reason: 'kill_switch_active',
      n: 3,
      msg: 'plan blocked',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { Person } from '../../test/api.workerd.ts';

const person = () => new Person();

describe('the portal', () => {
  it('never stands in for the API, the sandbox or the documentation: what they lack is missing', async () => {
    for (const path of ['/v1/nothing', '/sandbox/nothing', '/docs/nothing', '/assets/nothing-12345678.js', '/nothing.txt']) {
      const { body, status } = await person().get(path);
      expect([path, status, body]).toMatchObject([path, 404, { error: { code: 'not_found' } }]);
    }
  });

  it('says of a code that no error has that there is none, and nothing of organisations', async () => {
    const { body, status } = await person().get('/docs/errors/nothing');
    expect([status, body]).toMatchObject([404, { error: { code: 'not_found', message: 'No error has this code.' } }]);
  });

  it('is read only: a write to one of its addresses changes nothing and is missing', async () => {
    expect((await person().post('/plans', {})).status).toBe(404);
  });

  it('learns the control plane’s time from every answer, refusals included', async () => {
    for (const path of ['/v1/me', '/v1/nothing', '/']) {
      const date = Date.parse((await person().get(path)).headers.get('date') ?? '');
      expect(Math.abs(date - Date.now())).toBeLessThan(60_000);
    }
  });
});

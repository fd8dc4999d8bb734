import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Person } from '../../test/api.workerd.ts';
import { readConfig } from '../platform/config.ts';
import { platformDatabase, tenantContext } from '../platform/placement.ts';
import { currentTrustDocuments } from '../platform/trust-documents.ts';

const admin = { authorization: `Bearer ${env.SANDBOX_ADMIN_TOKEN}`, origin: '', 'modekeeper-request': '' };

describe('the sandbox', () => {
  it('shows the progress that npm start reports, and takes it from nobody else', async () => {
    const items = [{ id: 'sqld', label: 'Database <b>', state: 'done', detail: 'ready' }];
    expect((await new Person().post('/sandbox/progress', { items }, { ...admin, authorization: 'Bearer wrong' })).status).toBe(
      401,
    );
    expect((await new Person().post('/sandbox/progress', { items }, admin)).status).toBe(200);
    const page = await new Person().get<{ text: string }>('/sandbox');
    expect(page.body.text).toContain('Database &lt;b&gt;');
    expect(page.body.text).not.toMatch(/<script(?![^>]*src=)/);
  });

  it('hands uploaded trust documents to tenants and makes the freshness statement itself, once per 6 h', async () => {
    const list = {
      schema_version: 'revocation_list.v1',
      number: 7,
      issued_at: 1,
      next_update: 2,
      revoked_licenses: [],
      revoked_kids: [],
      signatures: [],
    };
    const documents = [{ kind: 'revocation_list', document: JSON.stringify(list) }];
    expect((await new Person().post('/sandbox/trust', { documents }, admin)).status).toBe(200);
    const read = readConfig(env);
    if (!read.ok) throw new Error(read.faults.join());
    const tenant = tenantContext(env, read.config, 'org_01ARZ3NDEKTSV4RRFFQ69G5FAV');
    const at = (now_ms: number) =>
      currentTrustDocuments({ ...tenant, config: read.config, platform: platformDatabase(read.config), now_ms });
    const freshness = async (now_ms: number) =>
      JSON.parse((await at(now_ms)).find(({ kind }) => kind === 'revocation_freshness')?.document ?? '{}');
    const now_ms = Date.now();
    const first = await freshness(now_ms);
    expect(first).toMatchObject({ list_number: 7, kid: 'freshness-test' });
    expect(await freshness(now_ms + 3_600_000)).toEqual(first);
    expect((await freshness(now_ms + 7 * 3_600_000)).issued_at).toBeGreaterThan(first.issued_at);
  });
});

describe('pages', () => {
  it('document every route without a script or anything from elsewhere', async () => {
    const page = await new Person().get<{ text: string }>('/docs');
    expect(page.status).toBe(200);
    expect(page.body.text).toContain('/v1/passports/{id}/publish');
    expect(page.body.text).not.toMatch(/<script|https?:\/\/(?!control-plane\.test)/);
  });
});

describe('health', () => {
  it('is ready with a current database', async () => {
    expect((await new Person().get('/readyz')).body).toMatchObject({ ok: true });
  });
});

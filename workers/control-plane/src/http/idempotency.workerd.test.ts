import { sha256Hex } from '@modekeeper/contracts';
import { schema } from '@modekeeper/db';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { newOwner, type Person, unique } from '../../test/api.workerd.ts';
import { databaseFault } from '../../test/faults.workerd.ts';
import { testConfig } from '../../test/tenant.workerd.ts';
import { platformDatabase } from '../platform/placement.ts';

type Answer = { status: number; body: Record<string, unknown> };
let owner: Awaited<ReturnType<typeof newOwner>>;
let environment_id: string;
const outcome = ({ body, status }: Answer) => [status, (body.error as { code: string } | undefined)?.code];
const clustersNamed = async (name: string) =>
  (await owner.get<{ items: { name: string }[] }>('/v1/clusters?limit=200')).body.items.filter((one) => one.name === name).length;
const organizationsNamed = async (person: Person, name: string) =>
  (await person.get<{ items: { name: string }[] }>('/v1/organizations')).body.items.filter((one) => one.name === name).length;

beforeAll(async () => {
  owner = await newOwner();
  const { body } = await owner.post<{ id: string }>('/v1/environments', { kind: 'prod', name: unique('prod') });
  environment_id = body.id;
});

describe('a keyed POST whose outcome is not known', () => {
  it('was carried out: a repeat does nothing, and says that the answer was lost, each time', async () => {
    const name = unique('cluster');
    const key = { 'idempotency-key': unique('key') };
    // The name stands in the batch that makes the cluster, and nowhere else.
    const restore = await databaseFault(name, { kind: 'answer_lost' });
    expect(outcome(await owner.post('/v1/clusters', { environment_id, name }, key))).toEqual([503, 'database_unavailable']);
    await restore();
    for (let repeat = 0; repeat < 2; repeat += 1) {
      expect(outcome(await owner.post('/v1/clusters', { environment_id, name }, key))).toEqual([409, 'idempotency_answer_lost']);
    }
    expect(await clustersNamed(name)).toBe(1);
  });

  it('was not carried out: a repeat does it, once', async () => {
    const name = unique('cluster');
    const key = { 'idempotency-key': unique('key') };
    const restore = await databaseFault(name, { kind: 'away' });
    expect(outcome(await owner.post('/v1/clusters', { environment_id, name }, key))).toEqual([503, 'database_unavailable']);
    await restore();
    const repeated = await owner.post('/v1/clusters', { environment_id, name }, key);
    expect(repeated.status).toBe(201);
    expect((await owner.post('/v1/clusters', { environment_id, name }, key)).body).toEqual(repeated.body);
    expect(await clustersNamed(name)).toBe(1);
  });

  it('repeated many times at once, while answers are still being lost, has happened once', async () => {
    const name = unique('cluster');
    const key = { 'idempotency-key': unique('key') };
    const restore = await databaseFault(name, { kind: 'answer_lost' });
    const send = () => owner.post('/v1/clusters', { environment_id, name }, key);
    await Promise.all(Array.from({ length: 6 }, send));
    await Promise.all(Array.from({ length: 6 }, send));
    await restore();
    expect(await clustersNamed(name)).toBe(1);
    expect(outcome(await send())).toEqual([409, 'idempotency_answer_lost']);
  });

  it('outside of any organization neither', async () => {
    const name = unique('organization');
    const key = { 'idempotency-key': unique('key') };
    const restore = await databaseFault(name, { kind: 'answer_lost' });
    expect(outcome(await owner.post('/v1/organizations', { name }, key))).toEqual([503, 'database_unavailable']);
    await restore();
    expect(outcome(await owner.post('/v1/organizations', { name }, key))).toEqual([409, 'idempotency_answer_lost']);
    expect(await organizationsNamed(owner, name)).toBe(1);
  });
});

it('a database that goes away after the work is done does not take the answer with it', async () => {
  const name = unique('cluster');
  const key = { 'idempotency-key': unique('key') };
  const restore = await databaseFault(owner.organization, { kind: 'away', also: 'update \\"idempotency_keys\\"' });
  const answer = await owner.post<{ token: string }>('/v1/clusters', { environment_id, name }, key);
  await restore();
  expect([answer.status, answer.body.token]).toEqual([201, expect.stringContaining('mke_')]);
  // The claim is still held; nothing happens twice.
  expect(outcome(await owner.post('/v1/clusters', { environment_id, name }, key))).toEqual([409, 'idempotency_in_progress']);
  expect(await clustersNamed(name)).toBe(1);
});

it('another person with the same key is another request', async () => {
  const stranger = await newOwner();
  const { body } = await stranger.post<{ id: string }>('/v1/environments', { kind: 'prod', name: unique('prod') });
  const key = { 'idempotency-key': unique('key') };
  const name = unique('cluster');
  expect((await owner.post('/v1/clusters', { environment_id, name }, key)).status).toBe(201);
  expect((await stranger.post('/v1/clusters', { environment_id: body.id, name }, key)).status).toBe(201);
});

describe('what is kept of a keyed POST', () => {
  it('does not let anybody who reads the database try passwords against it', async () => {
    const body = { method: 'password', password: owner.password };
    const key = { 'idempotency-key': unique('key') };
    expect((await owner.post('/v1/step-up', body, key)).status).toBe(200);
    const kept = await platformDatabase(testConfig())
      .orm.select()
      .from(schema.idempotencyKeys)
      .where(eq(schema.idempotencyKeys.route, '/v1/step-up'));
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toContain(sha256Hex(JSON.stringify(body)));
    expect((await owner.post('/v1/step-up', body, key)).headers.get('idempotency-replayed')).toBe('true');
  });
});

import { env } from 'cloudflare:workers';
import { outboxRows, schema } from '@modekeeper/db';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { makeTenant, signIn } from '../../test/tenant.workerd.ts';
import { newId } from './random.ts';
import { runScheduled } from './scheduled.ts';

const DAY_MS = 24 * 3_600_000;

it('every hour what has had its time goes, and nothing else: sessions, challenges and links, delivered orders', async () => {
  const tenant = await makeTenant();
  const { database, platform, tenant_id } = tenant.owner;
  const gone = await signIn('Gone');
  await platform.orm
    .update(schema.session)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(schema.session.id, gone.session.id));
  const challenge = (id: string, expires_ms: number) => ({
    ...{ id, identifier: id, value: 'x', expiresAt: new Date(Date.now() + expires_ms) },
    ...{ createdAt: new Date(), updatedAt: new Date() },
  });
  const [old, fresh] = [newId('obx'), newId('obx')];
  await platform.orm.insert(schema.verification).values([challenge(old, -1_000), challenge(fresh, 60_000)]);
  const order = (id: string) =>
    outboxRows.insert(tenant.owner, { id, cluster_id: 'cl_x', kind: 'plan_close', body: {}, created_at_ms: 1 });
  const [forgotten, recent, waiting] = [newId('obx'), newId('obx'), newId('obx')];
  for (const { args, sql } of [
    ...[forgotten, recent, waiting].map(order),
    outboxRows.markDelivered(tenant.owner, forgotten, Date.now() - 31 * DAY_MS),
    outboxRows.markDelivered(tenant.owner, recent, Date.now() - 29 * DAY_MS),
  ])
    await database.client.execute({ sql, args });

  await runScheduled(env);

  const sessions = await platform.orm.select({ id: schema.session.id }).from(schema.session);
  expect(sessions.map(({ id }) => id)).toContain(tenant.owner.session.id);
  expect(sessions.map(({ id }) => id)).not.toContain(gone.session.id);
  const challenges = await platform.orm.select({ id: schema.verification.id }).from(schema.verification);
  expect(challenges.map(({ id }) => id)).toContain(fresh);
  expect(challenges.map(({ id }) => id)).not.toContain(old);
  const orders = await platform.orm
    .select({ id: schema.outbox.id })
    .from(schema.outbox)
    .where(eq(schema.outbox.tenant_id, tenant_id));
  expect(orders.map(({ id }) => id).sort()).toEqual([recent, waiting].sort());
});

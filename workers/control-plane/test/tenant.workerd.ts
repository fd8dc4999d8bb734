import { env } from 'cloudflare:workers';
import type { Role } from '@modekeeper/contracts';
import { memberRows, platformRows, schema } from '@modekeeper/db';
import { createEnvironment } from '../src/environments/create.ts';
import { createOrganization } from '../src/organizations/create.ts';
import { type Config, readConfig } from '../src/platform/config.ts';
import type { MemberCtx, UserCtx } from '../src/platform/context.ts';
import { platformDatabase, tenantContext } from '../src/platform/placement.ts';
import { newId } from '../src/platform/random.ts';
import './env.workerd.ts';

/** The checked configuration of the Worker under test. */
export function testConfig(): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.faults.join('; '));
  return result.config;
}

/** A signed-in person with a session in the database and a fresh second factor. Deferred work is collected: await `settled`. */
export async function signIn(name: string): Promise<UserCtx & { settled: () => Promise<void> }> {
  const config = testConfig();
  const platform = platformDatabase(config);
  const user = { id: newId('usr'), name, email: `${newId('usr').toLowerCase()}@example.test` };
  const session = { id: newId('ses'), created_at_ms: Date.now(), expires_at_ms: Date.now() + 3_600_000 };
  const times = { createdAt: new Date(), updatedAt: new Date() };
  await platform.orm.insert(schema.user).values({ ...user, ...times });
  await platform.orm
    .insert(schema.session)
    .values({ id: session.id, token: newId('ses'), userId: user.id, expiresAt: new Date(session.expires_at_ms), ...times });
  await platformRows.putStepUp(platform, { session_id: session.id, user_id: user.id, method: 'password', at_ms: Date.now() });
  const deferred: Promise<unknown>[] = [];
  return {
    ...{ env, config, platform, user, session },
    actor: { type: 'user', user_id: user.id, session_id: session.id },
    request_id: newId('req'),
    now_ms: Date.now(),
    address: '127.0.0.1',
    defer: (work) => deferred.push(work),
    settled: async () => {
      await Promise.all(deferred.splice(0));
    },
  };
}

export type Tenant = { tenant_id: string; environment_id: string; owner: Member };
export type Member = MemberCtx & { settled: () => Promise<void> };

/** A new organization with its owner and one environment. */
export async function makeTenant(): Promise<Tenant> {
  const user = await signIn('Owner');
  const { id } = await createOrganization(user, { name: 'Test' });
  const owner: Member = { ...user, ...tenantContext(env, user.config, id), role: 'owner' };
  const { id: environment_id } = await createEnvironment(owner, { kind: 'prod', name: 'prod' });
  return { tenant_id: id, environment_id, owner };
}

/** One more member of the organization. */
export async function addMember(tenant: Tenant, role: Role): Promise<Member> {
  const user = await signIn(role);
  const ctx: Member = { ...user, ...tenantContext(env, user.config, tenant.tenant_id), role };
  const by = { created_by: tenant.owner.user.id, created_at_ms: Date.now() };
  const statements = [
    memberRows.insert(ctx, { user_id: user.user.id, joined_at_ms: Date.now(), invited_by: tenant.owner.user.id }),
    memberRows.bindRole(ctx, { id: newId('rb'), principal_id: user.user.id, role, ...by }),
  ];
  await ctx.database.client.batch(
    statements.map(({ args, sql }) => ({ sql, args })),
    'write',
  );
  return ctx;
}

/** The same person, a moment later: verbs take the time from their context. */
export function later(member: Member, now_ms = Date.now()): Member {
  return { ...member, now_ms, request_id: newId('req') };
}

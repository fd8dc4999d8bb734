import { describe, expect, it } from 'vitest';
import { enrolledCluster } from '../../test/connector.workerd.ts';
import { addMember, later, makeTenant, signIn, type Tenant } from '../../test/tenant.workerd.ts';
import { watch } from '../../test/watcher.workerd.ts';
import { removeMember } from '../members/remove.ts';
import { cutLiveSockets } from './cut-live-sockets.ts';

/** As many clusters as fill a page of the list, newer than those that are there. */
async function manyClusters({ environment_id, owner, tenant_id }: Tenant): Promise<void> {
  await owner.database.client.execute({
    sql: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 220)
          INSERT INTO clusters (tenant_id, id, environment_id, name, state, created_by, created_at_ms)
          SELECT ?, printf('cl_7%025d', i), ?, 'x', 'pending', ?, 1 FROM n`,
    args: [tenant_id, environment_id, owner.user.id],
  });
}

describe('live sockets', () => {
  it('of a session that ended, and of a member who was removed, are cut in every cluster, however many there are', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const leaving = await addMember(tenant, 'viewer');
    await manyClusters(tenant);
    const ofSession = await watch(tenant, identity, tenant.owner);
    const ofMember = await watch(tenant, identity, leaving);
    await cutLiveSockets(tenant.owner, tenant.owner.user.id, { session_id: tenant.owner.session.id });
    expect(await ofSession.closed).toEqual({ code: 4401, reason: 'signed_out' });
    await removeMember(later(tenant.owner), { id: leaving.user.id });
    expect((await ofMember.closed).code).toBe(4401);
  });

  it('of a person go with a new password, but for the session that changed it', async () => {
    const tenant = await makeTenant();
    const identity = await enrolledCluster(tenant);
    const { owner } = tenant;
    const elsewhere = { ...owner, session: (await signIn('Elsewhere')).session };
    const here = await watch(tenant, identity, owner);
    const there = await watch(tenant, identity, elsewhere);
    await cutLiveSockets(owner, owner.user.id, { user_id: owner.user.id, but_session_id: owner.session.id });
    expect((await there.closed).code).toBe(4401);
    expect(here.ws.readyState).toBe(WebSocket.OPEN);
    here.ws.close();
  });
});

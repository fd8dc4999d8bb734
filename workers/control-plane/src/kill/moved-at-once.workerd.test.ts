import { describe, expect, it } from 'vitest';
import { enrolledCluster } from '../../test/connector.workerd.ts';
import { overtaken } from '../../test/overtaken.workerd.ts';
import { auditOf, codeOf } from '../../test/scene.workerd.ts';
import { later, type Member, makeTenant } from '../../test/tenant.workerd.ts';
import { gatewayOf } from '../gateway/client.ts';
import { listKillSwitches } from './list.ts';
import { setKillSwitch } from './set.ts';

const after = (member: Member, ms: number) => later(member, Date.now() + ms);
async function scene() {
  const tenant = await makeTenant();
  const { cluster_id } = await enrolledCluster(tenant);
  const move = (member: Member, active: boolean) =>
    setKillSwitch(member, { scope_type: 'cluster', scope_id: cluster_id, active, reason: active ? 'stop' : 'go' });
  const shown = async () => (await listKillSwitches(later(tenant.owner))).items[0]?.active;
  const inForce = async () => (await gatewayOf(tenant.owner, tenant.tenant_id, cluster_id).view())?.kill.active.length === 1;
  return { tenant, move, shown, inForce };
}

describe('two people who move one switch at once', () => {
  it('a stop that a slow database recorded after a later lift does not show as on while the clusters run', async () => {
    const { inForce, move, shown, tenant } = await scene();
    await move(
      overtaken(later(tenant.owner), () => move(after(tenant.owner, 50), false)),
      true,
    );
    expect([await shown(), await inForce()]).toEqual([false, false]);
    expect((await auditOf(tenant, 'kill.engaged')).length).toBe(1);
  });

  it('a lift that a later stop overtook lifts nothing, and is told so', async () => {
    const { inForce, move, shown, tenant } = await scene();
    const lift = move(
      overtaken(later(tenant.owner), () => move(after(tenant.owner, 50), true)),
      false,
    );
    expect(await codeOf(lift)).toBe('conflict');
    expect([await shown(), await inForce()]).toEqual([true, true]);
    expect(await auditOf(tenant, 'kill.lifted')).toEqual([]);
  });
});

describe('the list of switches', () => {
  it('asks the database twice however many there are, and shows those that are on first', async () => {
    const { move, tenant } = await scene();
    await move(later(tenant.owner), true);
    await tenant.owner.database.client.execute({
      sql: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
            INSERT INTO kill_switches (tenant_id, scope_type, scope_id, active, epoch, reason, actor, changed_at_ms)
            SELECT ?, 'workload', 'cl_x/training/' || i, 0, 1, 'x', '{}', 9000000000000 + i FROM n`,
      args: [tenant.tenant_id],
    });
    let asked = 0;
    const { client, orm } = tenant.owner.database;
    const counting = new Proxy(orm, {
      get: (target, name) => {
        if (name === 'select') asked += 1;
        return Reflect.get(target, name, target);
      },
    });
    const { items } = await listKillSwitches({ ...later(tenant.owner), database: { client, orm: counting } });
    expect(items).toHaveLength(200);
    expect(items[0]).toMatchObject({ scope_type: 'cluster', active: true, history: [{ active: true }] });
    // Switches; and of the events: places, those wanted, their rows; plans that were stopped.
    expect(asked).toBeLessThanOrEqual(5);
  });
});

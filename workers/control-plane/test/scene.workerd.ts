import { isModeKeeperError, type PlanState } from '@modekeeper/contracts';
import { auditRows, planRows } from '@modekeeper/db';
import { approvePlan } from '../src/plans/approve.ts';
import { boot, enrolledCluster, type Identity, TestConnector } from './connector.workerd.ts';
import { eventually, reportVerified, type SealedPlan, sealedPlan } from './documents.workerd.ts';
import { addMember, later, type Member, makeTenant, type Tenant } from './tenant.workerd.ts';

export type Scene = { tenant: Tenant; identity: Identity; connector: TestConnector; approver: Member; sealed: SealedPlan };

export const stateOf = async (tenant: Tenant, plan_id: string) => (await planRows.find(tenant.owner, plan_id))?.state;
export const reaches = (tenant: Tenant, plan_id: string, state: PlanState) =>
  eventually(
    () => stateOf(tenant, plan_id),
    (now) => now === state,
  );

export async function connected(mode: 'observe' | 'verify' | 'apply' = 'apply'): Promise<Omit<Scene, 'sealed'>> {
  const tenant = await makeTenant();
  const identity = await enrolledCluster(tenant, { mode });
  const { connector } = await TestConnector.welcomed(identity, boot(), { mode });
  return { tenant, identity, connector, approver: await addMember(tenant, 'approver') };
}

export async function verified(mode: 'observe' | 'verify' | 'apply' = 'apply'): Promise<Scene> {
  const scene = await connected(mode);
  const sealed = await sealedPlan(scene.tenant, scene.identity);
  await scene.connector.acked(await reportVerified(scene.connector, sealed));
  await reaches(scene.tenant, sealed.plan_id, 'verified');
  return { ...scene, sealed };
}

export const approve = (member: Member, sealed: SealedPlan, effect_digest = sealed.effect_digest) =>
  approvePlan(later(member), { id: sealed.plan_id, effect_digest });
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (isModeKeeperError(error) ? error.code : String(error)),
  );
}
export const event = (
  connector: TestConnector,
  plan_id: string,
  revision: number,
  from: PlanState,
  to: PlanState,
  reason: string | null = null,
) => connector.send('plan_event', { plan_id, revision, from, to, reason, at_ms: Date.now() });
export const auditOf = async (tenant: Tenant, action: string) =>
  (await auditRows.list(tenant.owner, { action }, { limit: 100 })).items;

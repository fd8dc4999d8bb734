import type { PlanState } from '@modekeeper/contracts';
import type { Platform } from '@modekeeper/sandbox';
import { found, newMember, newOwner, newPerson, type Owner, type Person, stepUp } from '../support/people.ts';
import { FakeConnector } from './fake-connector.ts';
import { WORKLOAD } from './hello.ts';
import { longHistory, type PastPlan, writePlans } from './history.ts';
import { enrol, type Identity } from './identity.ts';
import { propose } from './propose.ts';
import { type Shape, sendSeries } from './series.ts';

const MINUTE_MS = 60_000;
/** The workload that reports step times and nothing else. */
export const BARE_WORKLOAD = { ...WORKLOAD, name: 'tabular-nightly' };

/** The entity behind the one `$id` route of each room. */
export type Ids = { clusters: string; plans: string; passports: string };
export type FullScene = {
  owner: Owner;
  approver: Person;
  identity: Identity;
  connector: FakeConnector;
  ids: Ids;
  /** The plan that is documented in this state. */
  planIn(state: PlanState): string;
};

/** Makes an environment's passport from a template and, when asked, publishes it. */
async function passport(owner: Owner, options: { publish: boolean }): Promise<string> {
  const body = { environment_id: owner.environment_id, template: 'demo' };
  const { id } = await owner.api.post<{ id: string }>('/v1/passports', body);
  if (options.publish) {
    await stepUp(owner);
    await owner.api.post(`/v1/passports/${id}/publish`, { version: 1 });
  }
  return id;
}

async function digestOfPassport({ api }: Owner, id: string): Promise<string> {
  const { versions } = await api.get<{ versions: { digest: string }[] }>(`/v1/passports/${id}`);
  return versions[0]?.digest ?? '';
}

/**
 * An organization in which a lot happened: a cluster online with two workloads (one reports neither loss nor GPU), one that awaits its
 * confirmation, one that nobody installed; plans in every state, one waiting for approval, a switch that is on and one that was lifted.
 */
export async function fullScene({ database, url }: Platform, options: { plans: number }): Promise<FullScene> {
  const now_ms = Date.now();
  const owner = await newOwner(url, { person: 'Ada Meyer', organization: 'Acme Research' });
  const approver = await newMember(url, owner, 'approver', 'Björn Šimek');
  await newMember(url, owner, 'viewer', 'نور <b>Haddad</b>');
  await owner.api.post('/v1/invitations', { email: 'on-call@acme.example', role: 'approver' });
  await owner.api.post('/v1/environments', { kind: 'staging', name: 'staging' });
  const passport_id = await passport(owner, { publish: true });

  const at = { owner: owner.api, url };
  const passport_digest = await digestOfPassport(owner, passport_id);
  const identity = await enrol(at, { environment_id: owner.environment_id, name: 'gpu-alpha', passport_digest });
  await enrol(at, { environment_id: owner.environment_id, name: 'gpu-beta', confirm: false });
  await owner.api.post('/v1/clusters', { environment_id: owner.environment_id, name: 'gpu-gamma' });
  const targets = [WORKLOAD, BARE_WORKLOAD].map((target) => ({ target, passport_digest }));
  const connector = await FakeConnector.open(identity, { targets });
  const changed_ms = now_ms - 80 * MINUTE_MS;
  const shape: Shape = {
    bursts: [
      [now_ms - 100 * MINUTE_MS, changed_ms],
      [now_ms - 14 * MINUTE_MS, now_ms],
    ],
    changes_ms: [changed_ms],
  };
  sendSeries(connector, now_ms - 360 * MINUTE_MS, now_ms, shape);
  sendSeries(connector, now_ms - 360 * MINUTE_MS, now_ms, { ...shape, bare: true }, BARE_WORKLOAD);
  connector.send('finding', {
    ...{ kind: 'advice', code: 'advice_batch_knobs', target: WORKLOAD, changes: [], signals: ['burst'], at_ms: now_ms },
    detail: 'A larger microbatch would use the idle GPU memory; it changes the global batch, so a person decides.',
  });

  const { user } = await owner.api.get<{ user: { id: string } }>('/v1/me');
  const author = { database_url: database.url, identity, user_id: user.id };
  const history = longHistory({ plans: options.plans, until_ms: now_ms - 20 * MINUTE_MS, spacing_ms: 7 * MINUTE_MS });
  const past: PastPlan[] = [{ state: 'confirmed', at_ms: changed_ms, isDocumented: true }, ...history];
  const plan_ids = await writePlans(author, past);
  const planIn = (state: PlanState) => plan_ids[past.findIndex((plan) => plan.state === state)] ?? '';
  const sealed = await propose(connector);

  const workload = `${identity.cluster_id}/${WORKLOAD.namespace}/${WORKLOAD.name}`;
  const kill = (active: boolean, reason: string, scope = { scope_type: 'workload', scope_id: workload }) =>
    owner.api.post('/v1/kill-switches', { ...scope, active, reason });
  await kill(true, 'Loss went up after the last change');
  await stepUp(owner);
  await kill(false, 'Data loader was at fault, not the knobs');
  await kill(true, 'Freeze while the storage is moved', {
    scope_type: 'workload',
    scope_id: `${workload.replace(WORKLOAD.name, BARE_WORKLOAD.name)}`,
  });
  const ids = { clusters: identity.cluster_id, plans: sealed.plan.plan_id, passports: passport_id };
  return { owner, approver, identity, connector, ids, planIn };
}

/** An organization as it is a minute after sign-up. */
export async function emptyScene({ url }: Platform): Promise<{ owner: Person }> {
  const owner = await newPerson(url, 'Eva Neu');
  await found(owner, 'New organisation');
  return { owner };
}

/** Where a page needs something to show: the barest that there can be. */
export async function bareScene({ database, url }: Platform): Promise<{ owner: Owner; ids: Ids }> {
  const owner = await newOwner(url, { person: 'Eva Neu', organization: 'New organisation' });
  const pending = await owner.api.post<{ id: string }>('/v1/clusters', { environment_id: owner.environment_id, name: 'first' });
  const identity = await enrol({ owner: owner.api, url }, { environment_id: owner.environment_id, name: 'second' });
  const { user } = await owner.api.get<{ user: { id: string } }>('/v1/me');
  const [plan_id = ''] = await writePlans({ database_url: database.url, identity, user_id: user.id }, [
    { state: 'proposed', at_ms: Date.now(), isDocumented: true },
  ]);
  const ids = { clusters: pending.id, plans: plan_id, passports: await passport(owner, { publish: false }) };
  return { owner, ids };
}

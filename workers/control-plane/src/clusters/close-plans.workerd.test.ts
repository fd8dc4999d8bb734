import { OPEN_PLAN_STATES } from '@modekeeper/contracts';
import { guardedBatch, planRows } from '@modekeeper/db';
import { expect, it } from 'vitest';
import { enrolment, newConnectorKey } from '../../test/api.workerd.ts';
import { makeTenant } from '../../test/tenant.workerd.ts';
import { newId } from '../platform/random.ts';
import { createCluster } from './create.ts';
import { endCluster } from './end.ts';
import { enroll } from './enroll.ts';

const WANTED: Record<string, string> = {
  proposed: 'cancelled',
  verifying: 'cancelled',
  verified: 'cancelled',
  approved: 'cancelled',
};

it('ends the plans of a revoked cluster: cancelled up to approved, needs_person after, each transition in events and audit', async () => {
  const { environment_id, owner } = await makeTenant();
  const cluster = await createCluster(owner, { environment_id, name: 'cluster' });
  await enroll(owner, enrolment(cluster.token, await newConnectorKey()) as Parameters<typeof enroll>[1]);
  const ids = new Map(OPEN_PLAN_STATES.map((state) => [newId('pl'), state]));
  await guardedBatch(
    owner.database,
    [],
    [
      ...[...ids].map(([id, state]) =>
        planRows.insert(owner, {
          ...{
            id,
            state,
            cluster_id: cluster.id,
            environment_id,
            kind: 'apply',
            revision: 3,
            reason: null,
            plan_digest: id,
            effect_digest: null,
          },
          ...{
            verified_at_ms: null,
            target_namespace: 'n',
            target_kind: 'Deployment',
            target_name: 't',
            target_uid: 'u',
            changes: [],
            author_key_id: null,
          },
          ...{ created_at_ms: 1, expires_at_ms: 9e15, updated_at_ms: 1, dispatched_at_ms: null, cancel_requested_at_ms: null },
        }),
      ),
    ],
  );
  await endCluster(owner, { id: cluster.id, how: 'revoked' });
  for (const [id, before] of ids) {
    const plan = await planRows.find(owner, id);
    expect([before, plan?.state]).toEqual([before, WANTED[before] ?? 'needs_person']);
    const events = await planRows.events(owner, id);
    expect(events.length).toBe((plan?.revision ?? 0) - 3);
    if (before !== 'needs_person')
      expect(events.at(-1)).toMatchObject({ to_state: plan?.state, reason: 'cluster_revoked', revision: plan?.revision });
  }
  await owner.settled();
});

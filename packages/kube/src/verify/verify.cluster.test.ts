import type { EffectChange } from '@modekeeper/contracts';
import { buildPatch } from '@modekeeper/engine';
import { describe, expect, it } from 'vitest';
import { send } from '../apply/send.ts';
import { readFields } from '../check/read-fields.ts';
import { waitRollout } from '../check/wait-rollout.ts';
import { systemClock } from '../clock.ts';
import type { Gate } from '../gate.ts';
import { inverseOf } from '../rollback/inverse.ts';
import { closed, makeScene, open, type Scene } from '../scene/scene.ts';
import { type Accepted, type VerifyInput, verify } from './verify.ts';

const KNOB = 'modekeeper/knob.concurrency';
const patch = buildPatch([{ knob: 'concurrency', to: 4 }]);

async function prepared(annotations: Record<string, string> = { [KNOB]: '1' }) {
  const scene = await makeScene();
  const { uid } = await scene.deploy('trainer', annotations);
  const { cluster } = scene.connect();
  const target = { namespace: scene.namespace, name: 'trainer' };
  const input: VerifyInput = { cluster, target, uid, patch, plan_id: 'pl_1', plan_digest: 'd'.repeat(64), gate: open };
  return { scene, cluster, target, input };
}

async function accepted(input: VerifyInput): Promise<Accepted> {
  const result = await verify(input);
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  return result;
}

/** Somebody else writes to the Deployment. */
async function interfere(scene: Scene, body: object): Promise<void> {
  const path = `/apis/apps/v1/namespaces/${scene.namespace}/deployments/trainer`;
  await scene.admin.call({ method: 'PATCH', path, body, patch: 'merge' });
}

async function changesAndVersion(input: VerifyInput): Promise<{ changes: readonly EffectChange[]; resource_version: string }> {
  const { effect, live } = await accepted(input);
  return { changes: effect.changes, resource_version: live.metadata.resourceVersion };
}

describe('verify', () => {
  it('returns exactly the difference that the server would store, and stores nothing', async () => {
    const { cluster, target, input } = await prepared();
    const result = await accepted(input);
    expect(result.effect.changes).toEqual([
      ['/metadata/annotations/modekeeper~1knob.concurrency', '1', '4'],
      ['/spec/template/metadata/annotations/modekeeper~1knob.concurrency', '1', '4'],
    ]);
    expect(result.effect.preimage_sha256).toBe(result.preimage.sha256);
    const again = await cluster.getDeployment(target);
    expect(again).not.toHaveProperty('value.metadata.annotations.modekeeper/plan');
    // Whatever else the controllers write meanwhile, the effect stays the same.
    expect((await accepted(input)).effect).toEqual(result.effect);
  });

  it('reads again when somebody writes between read and dry run, a bounded number of times', async () => {
    const { scene, input } = await prepared();
    let writes = 0;
    const contested =
      (times: number): Gate =>
      async () => {
        if (writes < times) {
          writes += 1;
          await interfere(scene, { metadata: { annotations: { n: String(writes) } } });
        }
        return open();
      };
    expect((await accepted({ ...input, gate: contested(2) })).live.metadata.annotations).toHaveProperty('n', '2');
    writes = 0;
    const refused = await verify({ ...input, gate: contested(99), attempts: 3 });
    expect(refused).toMatchObject({ kind: 'refused', failure: { kind: 'conflict' } });
    expect(writes).toBe(3);
  });

  it('tells a recreated object, a missing one and a closed gate apart', async () => {
    const { target, input } = await prepared();
    expect(await verify({ ...input, uid: 'another' })).toMatchObject({ kind: 'recreated' });
    expect(await verify({ ...input, target: { ...target, name: 'gone' } })).toMatchObject({
      kind: 'read_failed',
      failure: { kind: 'not_found' },
    });
    expect(await verify({ ...input, gate: closed })).toMatchObject({ kind: 'refused', failure: { kind: 'gated' } });
  });
});

describe('apply, check, roll back', () => {
  it('stores the effect once, waits for its rollout, reads it back, and takes back exactly what it changed', async () => {
    const { scene, cluster, target, input } = await prepared({ [KNOB]: '1', theirs: 'kept' });
    const { changes, resource_version } = await changesAndVersion(input);

    const sent = await send({ ...input, resource_version });
    if (sent.answer.kind !== 'ok') throw new Error(sent.answer.message);
    expect(sent.outcome).toBe('applied');
    const generation = sent.answer.value.metadata.generation ?? 0;
    const wait = { cluster, clock: systemClock, target, uid: input.uid, generation, deadline_ms: Date.now() + 30_000 };
    const rollout = await waitRollout(wait);
    if (rollout.kind !== 'complete') throw new Error(rollout.kind);
    expect(readFields(rollout.live, changes)).toMatchObject({ plan_id: 'pl_1', read_back: 'ours' });

    // The same request again cannot land twice: its precondition is gone.
    expect((await send({ ...input, resource_version })).outcome).toBe('conflict');

    const inverse = inverseOf(rollout.live, changes);
    if (inverse.patch === null) throw new Error('nothing to restore');
    const back = await send({ ...input, patch: inverse.patch, resource_version: await scene.atRest('trainer') });
    if (back.answer.kind !== 'ok') throw new Error(back.answer.message);
    expect(readFields(back.answer.value, changes).read_back).toBe('preimage');
    expect(back.answer.value.spec.template.metadata?.annotations).toEqual({ [KNOB]: '1', theirs: 'kept' });
  });

  it('removes a knob that was unset before, and leaves one that somebody else has changed since', async () => {
    const { scene, cluster, target, input } = await prepared({});
    const { changes, resource_version } = await changesAndVersion(input);
    await send({ ...input, resource_version });
    await interfere(scene, { metadata: { annotations: { [KNOB]: '9' } } });
    await scene.atRest('trainer');
    const live = await cluster.getDeployment(target);
    if (live.kind !== 'ok') throw new Error(live.message);
    const inverse = inverseOf(live.value, changes);
    expect(inverse).toMatchObject({
      foreign: ['/metadata/annotations/modekeeper~1knob.concurrency'],
      restores: [changes[1]?.[0]],
      restored: [],
    });
    if (inverse.patch === null) throw new Error('nothing to restore');
    const back = await send({ ...input, patch: inverse.patch, resource_version: live.value.metadata.resourceVersion });
    if (back.answer.kind !== 'ok') throw new Error(back.answer.message);
    expect(back.answer.value.metadata.annotations).toHaveProperty([KNOB], '9');
    expect(back.answer.value.spec.template.metadata?.annotations ?? {}).not.toHaveProperty([KNOB]);
  });

  it('gives up at the deadline with the last status, and notices a recreated or missing object', async () => {
    const { cluster, target, input } = await prepared();
    const wait = { cluster, clock: systemClock, target, uid: input.uid, generation: 99, deadline_ms: Date.now() + 400 };
    expect(await waitRollout(wait)).toMatchObject({ kind: 'timeout', status: { state: 'waiting' } });
    expect(await waitRollout({ ...wait, uid: 'another' })).toMatchObject({ kind: 'recreated' });
    expect(await waitRollout({ ...wait, target: { ...target, name: 'gone' } })).toEqual({ kind: 'gone' });
  });
});

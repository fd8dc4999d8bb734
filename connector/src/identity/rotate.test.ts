import { type DsseEnvelope, type EnrollResponse, makeId, utf8Encode } from '@modekeeper/contracts';
import type { IdentitySecret, Outcome } from '@modekeeper/kube';
import { generateKeyPair, keyidOf, publicKeyOf, readUnverified, verifyKeyRotation } from '@modekeeper/trust';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../ports.ts';
import type { PostJson } from '../session/post-json.ts';
import { Crash } from '../testing/crash.ts';
import { failure } from '../testing/fake-cluster.ts';
import { type RotateDeps, rotateIfDue } from './rotate.ts';
import { RotatingSigner } from './rotating-signer.ts';

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const NOW_MS = 1_800_000_000_000;
const clock = { now_ms: () => NOW_MS, sleep: async () => undefined };
const enrollment: EnrollResponse = {
  cluster_id: makeId('cl', 1, bytes),
  tenant_id: makeId('org', 1, bytes),
  environment_id: makeId('env', 1, bytes),
  endpoints: { connect_url: 'wss://plane.example/v1/connect' },
};

/** What lives on when the process dies: the Secret, and what the control plane knows. */
class World {
  data: Record<string, Uint8Array> = {};
  version = 1;
  /** Public keys by id, and the one in use. */
  readonly keys = new Map<string, Uint8Array>();
  in_use = '';
  rotations = 0;
  answers: ('lost' | 'away')[] = [];
  patches_fail = 0;

  static async enrolled(): Promise<World> {
    const world = new World();
    const pair = await generateKeyPair(bytes);
    world.in_use = keyidOf(pair.public_key);
    world.keys.set(world.in_use, pair.public_key);
    world.data = { private_key: pair.private_key, 'enrollment.json': utf8Encode(JSON.stringify(enrollment)) };
    return world;
  }

  /** The route's rules, as `workers/control-plane/src/clusters/rotate-key.ts` has them. */
  async take(envelope: DsseEnvelope): Promise<{ status: number; body: string }> {
    const { payload } = readUnverified(envelope, 'key_rotation');
    const old_public_key = this.keys.get(payload.old_key_id);
    if (old_public_key === undefined) return { status: 403, body: '{}' };
    const { cluster_id, tenant_id } = enrollment;
    const { rotation } = await verifyKeyRotation({ envelope, old_public_key, tenant_id, cluster_id, now: NOW_MS / 1000 });
    if (this.in_use === rotation.old_key_id) {
      this.keys.set(rotation.new_key_id, new Uint8Array(Buffer.from(rotation.new_public_key, 'base64')));
      this.in_use = rotation.new_key_id;
      this.rotations += 1;
    } else if (this.in_use !== rotation.new_key_id) return { status: 403, body: '{}' };
    return { status: 200, body: JSON.stringify({ cluster_id, key_id: rotation.new_key_id }) };
  }
}

/** One process of the connector: each call to the outside is a crash point, before and after its effect. */
function boot(world: World, crash: Crash, rotation: number): RotateDeps {
  const secret = (): Outcome<IdentitySecret> => ({
    kind: 'ok',
    status: 200,
    value: { uid: 'u', resource_version: String(world.version), data: { ...world.data } },
  });
  const patch = (data: Readonly<Record<string, Uint8Array | null>>, read: IdentitySecret): Outcome<IdentitySecret> => {
    // API conventions, "Concurrency Control and Consistency": a stale resourceVersion is 409.
    if (read.resource_version !== String(world.version)) return failure('conflict', 409, 'the object has been modified');
    if (world.patches_fail > 0) {
      world.patches_fail -= 1;
      return failure('unreachable', null, 'no route');
    }
    for (const [key, value] of Object.entries(data)) {
      if (value === null) delete world.data[key];
      else world.data[key] = value;
    }
    world.version += 1;
    return secret();
  };
  const post: PostJson = async (_url, body) => {
    const { document } = body as { document: DsseEnvelope };
    const fault = world.answers.shift();
    if (fault === 'away') return { kind: 'failed', code: 'upstream_unavailable', why: 'no route' };
    const answer = await await crash.around(() => world.take(document));
    return fault === 'lost'
      ? { kind: 'failed', code: 'upstream_unavailable', why: 'reset' }
      : { kind: 'answered', retry_after_s: null, ...answer };
  };
  return {
    own: {
      getIdentity: () => crash.around(secret),
      patchIdentity: (data, read) => crash.around(() => patch(data, read)),
    },
    config: { control_plane_url: 'https://plane.example', identity: { rotation } },
    post,
    clock,
    random: { bytes, fraction: () => 0.5 },
    log: silent,
  };
}

const keyidIn = async (world: World, name: string) => {
  const key = world.data[name];
  return key === undefined ? null : keyidOf(await publicKeyOf(key));
};
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

let world: World;
beforeEach(async () => {
  world = await World.enrolled();
});

describe('a rotation of the connector’s key', () => {
  it('happens once for each raise of the number, and leaves the new key alone in the Secret', async () => {
    const before = world.in_use;
    const signer = await rotateIfDue(boot(world, new Crash(), 1));
    expect(signer?.kid).toBe(world.in_use);
    expect(world.in_use).not.toBe(before);
    expect([await keyidIn(world, 'private_key'), await keyidIn(world, 'next_private_key')]).toEqual([world.in_use, null]);
    for (const rotation of [1, 0]) expect(await rotateIfDue(boot(world, new Crash(), rotation))).toBeNull();
    await rotateIfDue(boot(world, new Crash(), 2));
    expect(world.rotations).toBe(2);
  });

  it('ends in the same place whenever the process dies, and the Secret always holds the key in use', async () => {
    const counting = new Crash();
    await rotateIfDue(boot(world, counting, 1));
    expect(counting.calls).toBe(4);
    for (const after of [false, true]) {
      for (let at = 1; at <= counting.calls; at += 1) {
        const where = `killed at call ${at} ${after ? 'after' : 'before'} its effect`;
        world = await World.enrolled();
        void rotateIfDue(boot(world, new Crash(at, after), 1));
        await settled();
        const held = [await keyidIn(world, 'private_key'), await keyidIn(world, 'next_private_key')];
        expect([where, held.includes(world.in_use)]).toEqual([where, true]);
        await rotateIfDue(boot(world, new Crash(), 1));
        const end = [await keyidIn(world, 'private_key'), await keyidIn(world, 'next_private_key'), world.rotations];
        expect([where, ...end]).toEqual([where, world.in_use, null, 1]);
      }
    }
  });

  it('goes on with the old key while the control plane is away, and with the new one after an answer that was lost', async () => {
    world.answers = ['away', 'lost'];
    expect(await rotateIfDue(boot(world, new Crash(), 1))).toBeNull();
    expect(await keyidIn(world, 'private_key')).toBe(world.in_use);
    expect(await rotateIfDue(boot(world, new Crash(), 1))).toBeNull();
    expect(await keyidIn(world, 'next_private_key')).toBe(world.in_use);
    // The value was taken back meanwhile: the outcome has to be found out all the same.
    expect((await rotateIfDue(boot(world, new Crash(), 0)))?.kid).toBe(world.in_use);
    expect(world.rotations).toBe(1);
  });

  it('tells nobody of a key that could not be stored', async () => {
    world.patches_fail = 1;
    expect(await rotateIfDue(boot(world, new Crash(), 1))).toBeNull();
    expect(world.rotations).toBe(0);
  });

  it('signs with the new key for whoever held the signer before', async () => {
    const pair = await generateKeyPair(bytes);
    const signer = new RotatingSigner({ kid: 'old', public_key: pair.public_key, sign: async () => new Uint8Array([1]) });
    signer.use({ kid: 'new', public_key: pair.public_key, sign: async () => new Uint8Array([2]) });
    expect([signer.kid, ...(await signer.sign(new Uint8Array()))]).toEqual(['new', 2]);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { newOwner, unique } from '../../test/api.workerd.ts';

type Owner = Awaited<ReturnType<typeof newOwner>>;
type Made = { id: string; versions: { document: Record<string, unknown>; digest: string }[] };
let owner: Owner;
let environment_id: string;
const code = (answer: { body: Record<string, unknown> }) => (answer.body.error as { code: string } | undefined)?.code;
const make = async (template: string) =>
  (await owner.post<Made>('/v1/passports', { environment_id, template, name: unique(template) })).body;

beforeAll(async () => {
  owner = await newOwner();
  environment_id = (await owner.post<{ id: string }>('/v1/environments', { kind: 'prod', name: 'prod' })).body.id;
});

describe('passports', () => {
  it('offer every template of the contract and, in the sandbox, the demo', async () => {
    const { body } = await owner.get<{ items: { name: string }[] }>('/v1/passport-templates');
    expect(body.items.map(({ name }) => name)).toEqual(['pilot', 'safe', 'perf', 'cost', 'io', 'comm', 'recovery', 'demo']);
  });

  it('say every problem with its path, and store nothing that is invalid', async () => {
    const [document] = (await make('pilot')).versions.map((version) => version.document);
    const broken = { ...document, name: ' ', allowed_chords: [], gates: null };
    const { body } = await owner.post<{ ok: boolean; problems: { path: string }[] }>('/v1/passports/validate', {
      document: broken,
    });
    expect(body.ok).toBe(false);
    expect(body.problems.length).toBeGreaterThan(2);
    expect(code(await owner.post('/v1/passports', { environment_id, document: broken }))).toBe('passport_invalid');
  });

  it('keep versions for good, show what a change loosens, and refuse to lose a concurrent one', async () => {
    const made = await make('pilot');
    const document = made.versions[0]?.document as { limits: Record<string, unknown> };
    const looser = { ...document, limits: { ...document.limits, cooldown_s: 1 } };
    const added = await owner.post(`/v1/passports/${made.id}/versions`, { document: looser, base_version: 1 });
    expect([added.status, added.body.version]).toEqual([201, 2]);
    const late = await owner.post(`/v1/passports/${made.id}/versions`, { document: looser, base_version: 1 });
    expect([late.status, code(late)]).toEqual([409, 'conflict']);
    const { body } = await owner.get<{ differences: unknown[] }>(`/v1/passports/${made.id}/diff?from=1&to=2`);
    expect(body.differences).toEqual([{ path: 'limits.cooldown_s', before: 120, after: 1, effect: 'loosens' }]);
  });

  it('need a fresh second factor to publish a version that opens apply, and none otherwise', async () => {
    const fresh = await newOwner();
    const environment = await fresh.post<{ id: string }>('/v1/environments', { kind: 'prod', name: 'prod' });
    const publish = async (template: string) => {
      const { body } = await fresh.post<Made>('/v1/passports', { environment_id: environment.body.id, template });
      return { id: body.id, answer: await fresh.post(`/v1/passports/${body.id}/publish`, { version: 1 }) };
    };
    expect((await publish('pilot')).answer.status).toBe(200);
    const demo = await publish('demo');
    expect([demo.answer.status, code(demo.answer)]).toEqual([403, 'step_up_required']);
    await fresh.stepUp();
    expect((await fresh.post(`/v1/passports/${demo.id}/publish`, { version: 1 })).body).toMatchObject({
      published_version: 1,
      published_by: (await fresh.get<{ user: { id: string } }>('/v1/me')).body.user.id,
    });
    const { body } = await fresh.get<{ key: string; files: { content: string }[] }>(`/v1/passports/${demo.id}/helm-values`);
    expect(body.key).toBe('demo');
    expect(body.files[0]?.content).toContain('schema_version: passport.v0');
  });
});

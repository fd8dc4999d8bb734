import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../api/client.ts';
import { stateFolder } from '../platform/paths.ts';
import type { Running } from './running.ts';
import { refusal } from './walk.ts';

type Post = [path: string, body: unknown];
const verified = { id: 'pl_next', state: 'verified', effect_digest: 'd', events: [], documents: [], gates: [], changes: [] };

/** A person at an API that holds one verified plan, new since the burst, that never comes to its end. */
function people(posts: Post[], onPost: (path: string) => void) {
  let listed = 0;
  const client: Pick<ApiClient, 'get' | 'post'> = {
    get: async <T>(path: string) => {
      if (path.startsWith('/v1/plans/')) return verified as T;
      listed += 1;
      return { items: listed === 1 ? [] : [verified] } as T;
    },
    post: async <T>(path: string, body?: unknown) => {
      posts.push([path, body]);
      onPost(path);
      return {} as T;
    },
  };
  return client as ApiClient;
}

function running(owner: ApiClient): Running {
  const login = (email: string) => ({ email, password: 'p', name: email });
  return {
    url: 'http://localhost:1',
    folder: stateFolder('/nowhere'),
    secrets: { logins: { owner: login('o'), approver: login('a') } } as Running['secrets'],
    organization_id: 'org_1',
    cluster_id: 'cl_1',
    owner,
    approver: owner,
  };
}

describe('refusal', () => {
  it('interrupted while the plan is followed, switches off the kill switch that it switched on', async () => {
    const posts: Post[] = [];
    const stop = new AbortController();
    const owner = people(posts, (path) => path.endsWith('/approve') && stop.abort());
    const walked = refusal(running(owner), { say: () => undefined, signal: stop.signal }, async () => undefined);
    await expect(walked).rejects.toThrow();
    const switched = posts.filter(([path]) => path === '/v1/kill-switches').map(([, body]) => body);
    expect(switched).toMatchObject([{ active: true }, { active: false }]);
  });

  it('interrupted before that, never switches it on', async () => {
    const posts: Post[] = [];
    const stop = new AbortController();
    const walked = refusal(running(people(posts, () => undefined)), { say: () => undefined, signal: stop.signal }, async () =>
      stop.abort(),
    );
    await expect(walked).rejects.toThrow();
    expect(posts).toEqual([]);
  });
});

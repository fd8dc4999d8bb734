import { describe, expect, it } from 'vitest';
import type { Api } from '../../api/types.ts';
import { mountedPassports } from './mounted.ts';

const passport = (published_version: number | null, digests: string[]) =>
  ({
    id: 'psp_1',
    name: 'safe',
    published_version,
    versions: digests.map((digest, at) => ({ version: at + 1, digest })),
  }) as Api<'PassportDetail'>;
const target = (passport_digest: string | null) => ({
  target: { apiVersion: 'apps/v1' as const, kind: 'Deployment' as const, namespace: 'train', name: 'trainer' },
  passport_digest,
});
const state = (digest: string | null, published: number | null, digests: string[]) => {
  const [mounted] = mountedPassports([target(digest)], [passport(published, digests)]);
  return [mounted?.state, mounted?.version];
};

describe('mountedPassports', () => {
  it('tells what is in the cluster from what is published', () => {
    expect(state('b', 2, ['a', 'b'])).toEqual(['current', 2]);
    expect(state('a', 2, ['a', 'b'])).toEqual(['behind', 1]);
    expect(state('a', null, ['a'])).toEqual(['unpublished', 1]);
    expect(state('x', 2, ['a', 'b'])).toEqual(['unknown', null]);
    expect(state(null, 2, ['a', 'b'])).toEqual(['none', null]);
  });

  it('takes a version with the rules of the published one for the published one', () => {
    expect(state('a', 3, ['a', 'b', 'a'])).toEqual(['current', 3]);
  });
});

import type { HelloBody } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import type { Api } from '../api/types.ts';
import { type ClusterSeen, mountsOf, versionsMounted } from './mounts.ts';

const hello = (...digests: (string | null)[]): HelloBody =>
  ({
    targets: digests.map((passport_digest, index) => ({
      target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train', name: `job-${index}` },
      passport_digest,
    })),
  }) as HelloBody;
const cluster = (id: string, environment_id: string, said: HelloBody | null | undefined): ClusterSeen => ({
  id,
  name: id,
  environment_id,
  hello: said,
});
const passport = (id: string, environment_id: string, ...digests: string[]) =>
  ({
    id,
    environment_id,
    published_version: null,
    versions: digests.map((digest, index) => ({ version: index + 1, digest })).reverse(),
  }) as Partial<Api<'PassportDetail'>> as Api<'PassportDetail'>;

describe('mountsOf', () => {
  it('matches each target by digest, within the environment of its cluster', () => {
    const passports = [passport('a', 'prod', 'd1', 'd2'), passport('b', 'staging', 'd2')];
    const mounts = mountsOf(
      [cluster('c1', 'prod', hello('d2', 'd1', 'other', null)), cluster('c2', 'staging', hello('d2'))],
      passports,
    );
    expect(mounts.map(({ cluster: { id }, mounted, target }) => [id, target, mounted])).toEqual([
      ['c1', 'train/job-0', { passport_id: 'a', version: 2 }],
      ['c1', 'train/job-1', { passport_id: 'a', version: 1 }],
      ['c1', 'train/job-2', null],
      ['c1', 'train/job-3', null],
      ['c2', 'train/job-0', { passport_id: 'b', version: 1 }],
    ]);
  });
  it('names the newest of two versions with the same rules', () => {
    expect(
      mountsOf([cluster('c', 'prod', hello('same'))], [passport('a', 'prod', 'same', 'x', 'same')])[0]?.mounted?.version,
    ).toBe(3);
  });
  it('knows nothing of clusters that said nothing yet', () => {
    expect(mountsOf([cluster('c', 'prod', null), cluster('d', 'prod', undefined)], [])).toEqual([]);
  });
});

describe('versionsMounted', () => {
  it('counts targets for each version, newest first', () => {
    const mounts = mountsOf([cluster('c', 'prod', hello('d1', 'd2', 'd1', 'x'))], [passport('a', 'prod', 'd1', 'd2')]);
    expect(versionsMounted(mounts)).toEqual([
      { version: 2, targets: 1 },
      { version: 1, targets: 2 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { describeProgress } from '../start/progress.ts';

const place = { binary: 'etcd', index: 1, count: 7 } as const;

describe('progress lines', () => {
  it.each([
    [{ kind: 'started', ...place }, '[1/7] building etcd'],
    [{ kind: 'working', ...place, elapsed_ms: 15_000 }, '[1/7] building etcd, 15 s so far'],
    [{ kind: 'ready', ...place, elapsed_ms: 21_400, cached: false, path: '/p' }, '[1/7] etcd ready after 21 s'],
    [{ kind: 'ready', ...place, elapsed_ms: 0, cached: true, path: '/p' }, '[1/7] etcd ready'],
    [{ kind: 'waiting', holder_pid: 7 }, 'Another process (7) is building the same binaries: waiting for it'],
    [{ kind: 'go_found', version: '1.26.8', path: 'go' }, 'Go 1.26.8 found'],
    [{ kind: 'api_ready', elapsed_ms: 2_830 }, 'Kubernetes API server ready after 2.8 s'],
  ] as const)('%o', (step, line) => {
    expect(describeProgress(step)).toBe(line);
  });
});

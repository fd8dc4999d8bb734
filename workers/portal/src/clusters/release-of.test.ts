import type { LiveSnapshot } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { clearQuarantineCommand, releaseOf, upgradeCommand } from './release-of.ts';

const snapshot = (name: string) =>
  ({
    hello: null,
    kill: { epoch: 0, active: [], in_cluster: { sources: [{ source: 'configmap', name, state: 'off', signal: null }] } },
  }) as unknown as LiveSnapshot;

describe('releaseOf', () => {
  it('is what the connector reads its own kill switch from', () => {
    expect(releaseOf(snapshot('modekeeper-gpu/gpu-kill-kill'))).toEqual({ namespace: 'modekeeper-gpu', release: 'gpu-kill' });
  });

  it('is not guessed', () => {
    expect(releaseOf(undefined)).toBeNull();
    expect(releaseOf(snapshot('somewhere/else'))).toBeNull();
    expect(upgradeCommand(null, 'identity.rotation=N')).toBe(
      'helm upgrade RELEASE CHART --namespace NAMESPACE --reuse-values --set identity.rotation=N',
    );
  });
});

describe('clearQuarantineCommand', () => {
  it('names the state of this release and the workload in it', () => {
    const command = clearQuarantineCommand({ namespace: 'mk', release: 'gpu' }, { namespace: 'train', name: 'trainer' });
    expect(command).toContain('kubectl -n mk get configmap gpu-state -o json');
    expect(command).toContain('.targets["train/trainer"].quarantine = null');
  });
});

import { describe, expect, it } from 'vitest';
import { BUILD_DISK_BYTES, freeBytes, requireDisk } from './disk.ts';

describe('requireDisk', () => {
  it('says how much is missing and what to do', () => {
    expect(() => requireDisk('/cache', BUILD_DISK_BYTES - 1)).toThrow(/needs 8.0 GiB in \/cache/);
    expect(() => requireDisk('/cache', BUILD_DISK_BYTES - 1)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--kubeconfig') }),
    );
    expect(() => requireDisk('/cache', BUILD_DISK_BYTES)).not.toThrow();
  });

  it('looks at the nearest folder that exists', () => {
    expect(freeBytes('/tmp/no/such/folder')).toBeGreaterThan(0);
  });
});

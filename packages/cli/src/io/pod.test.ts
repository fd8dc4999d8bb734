import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isInPod } from './pod.ts';

it('a pod is where there is both an API server to reach and a token to show', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mk-pod-'));
  const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };
  expect(isInPod({ env }, folder)).toBe(false);
  writeFileSync(join(folder, 'token'), 't');
  expect(isInPod({ env }, folder)).toBe(true);
  expect(isInPod({ env: {} }, folder)).toBe(false);
});

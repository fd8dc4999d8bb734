import type { Fault, FaultRule } from '@modekeeper/cluster';
import { type Installed, TARGET } from './install.ts';
import { deploymentPath } from './objects.ts';

type Call = Parameters<FaultRule>[0];

/** The one request that changes the target for real. */
export const isApply = (at: Pick<Installed, 'target_namespace'>) => (call: Call) =>
  call.method === 'PATCH' && call.path === deploymentPath(at.target_namespace, TARGET) && !call.query.has('dryRun');

export const isDryRun = (at: Pick<Installed, 'target_namespace'>) => (call: Call) =>
  call.method === 'PATCH' && call.path === deploymentPath(at.target_namespace, TARGET) && call.query.has('dryRun');

export const isRead = (at: Pick<Installed, 'target_namespace'>) => (call: Call) =>
  call.method === 'GET' && call.path === deploymentPath(at.target_namespace, TARGET);

export const isJournalWrite = (at: Pick<Installed, 'namespace' | 'release'>) => (call: Call) =>
  call.method !== 'GET' && call.path === `/api/v1/namespaces/${at.namespace}/configmaps/${at.release}-journal`;

/** The API server cannot answer now; nothing was decided. */
export const UNAVAILABLE: Fault = { kind: 'status', code: 503, reason: 'ServiceUnavailable' };

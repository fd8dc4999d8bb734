export type { Gate, GateAnswer } from '../gate.ts';
export { type RollbackItem, rollbackItems } from '../rollback/patch-changes.ts';
export { jsonAnswer, listAnswer, memberAt } from './answers.ts';
export {
  type ApplyHooks,
  applyItems,
  type ItemResult,
  type ReadyItem,
  readUnchanged,
} from './apply-items.ts';
export { type Blocker, chooseBlocker } from './blocker.ts';
export { checkRollout, checkValues } from './check-items.ts';
export { type DiagnosticFault, type Diagnostics, diagnose } from './diagnostics.ts';
export { type RbacDenial, rbacDenial } from './forbidden.ts';
export { gpuRequest, hasDevicePlugin, hasGpuCapacity } from './gpu.ts';
export { type Live, readLive } from './read-live.ts';
export { type RollbackResult, rollBackItems, rollbackVerdict } from './roll-back-items.ts';
export { type Kubectl, type KubectlResult, kubectlRunner, MAX_ARGUMENT_BYTES } from './run-kubectl.ts';
export { type SnipLimits, snip } from './snip.ts';
export { type ItemChecks, uncheckedItem, verifyItems } from './verify-items.ts';

export { canIAnswer, jsonAnswer, listAnswer, memberAt } from './answers.ts';
export { type Blocker, chooseBlocker, isUnreachable } from './blocker.ts';
export { type DiagnosticFault, type Diagnostics, diagnose } from './diagnostics.ts';
export { type RbacDenial, rbacDenial } from './forbidden.ts';
export { gpuRequest, hasDevicePlugin, hasGpuCapacity } from './gpu.ts';
export { KUBECTL_TIMEOUT_MS, type Kubectl, type KubectlResult, kubectlRunner } from './run-kubectl.ts';
export { type SnipLimits, snip } from './snip.ts';
export { type ItemChecks, uncheckedItem, verifyItems } from './verify-items.ts';

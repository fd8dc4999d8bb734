export { canIAnswer, jsonAnswer, listAnswer, memberAt } from './answers.ts';
export { gpuRequest, hasDevicePlugin, hasGpuCapacity } from './gpu.ts';
export { KUBECTL_TIMEOUT_MS, type Kubectl, type KubectlResult, kubectlRunner } from './run-kubectl.ts';
export { type SnipLimits, snip } from './snip.ts';

export { KUBECTL_TIMEOUT_MS, type Kubectl, type KubectlResult, kubectlRunner } from './run-kubectl.ts';

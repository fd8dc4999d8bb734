export { type ApiHandle, connectApi } from './api/connect.ts';
export type { Connection, Credentials, TlsMaterial } from './api/connection.ts';
export { inClusterConnection, SERVICE_ACCOUNT_DIR } from './api/in-cluster.ts';
export { type RequestBodyInput, requestBody } from './apply/body.ts';
export { type SendInput, type SendResult, send } from './apply/send.ts';
export { settle } from './apply/settle.ts';
export { type CanaryInput, type CanaryResult, canary } from './canary/canary.ts';
export { type FieldReading, readFields } from './check/read-fields.ts';
export type { RolloutStatus } from './check/rollout.ts';
export { type WaitRolloutInput, type WaitRolloutResult, waitRollout } from './check/wait-rollout.ts';
export { type Clock, systemClock } from './clock.ts';
export type {
  AccessQuery,
  Cluster,
  FollowLogsInput,
  LogEvent,
  MergePatch,
  PatchOptions,
  PodList,
  PodSummary,
  TargetRef,
} from './cluster.ts';
export type { Gate, GateAnswer } from './gate.ts';
export { type LeaseAnswer, type LeaseInput, LeaseKeeper } from './lease.ts';
export {
  type ConfigMap,
  type Deployment,
  jsonOf,
  type KubeObject,
  type LabelSelector,
  type Lease,
  type ServerVersion,
} from './objects.ts';
export type { Evidence, Failure, FailureKind, Ok, Outcome, PolicyDenial, StatusCause } from './outcome.ts';
export type { IdentitySecret, LeaseSpec, OwnConfigMapName, OwnState } from './own-state.ts';
export { type Inverse, inverseOf } from './rollback/inverse.ts';
export { type Accepted, type VerifyInput, type VerifyResult, verify } from './verify/verify.ts';

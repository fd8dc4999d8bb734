import type { Manifest } from './yaml.ts';

export type JobInput = { namespace: string; serviceaccount: string; jobName: string; image: string; imagePullPolicy: string };

/** Any id but root's, so that an image built for root runs without its rights. */
const USER_ID = 65_532;
/** Long enough to copy the results; nothing after the done line fails the Job. */
const COPY_TIME_S = 900;
const KEEP_S = 86_400;

/** The Job: runs quickstart once, says that it is done, and waits for somebody to fetch /out. */
export function jobManifest({ image, imagePullPolicy, jobName, namespace, serviceaccount }: JobInput): Manifest {
  const script = `set -eu; mk quickstart --out /out/quickstart; echo MODEKEEPER_DONE; sleep ${COPY_TIME_S}`;
  const container = {
    name: 'runner',
    image,
    imagePullPolicy,
    command: ['/bin/sh', '-c', script],
    workingDir: '/out',
    env: [
      { name: 'HOME', value: '/out' },
      { name: 'TMPDIR', value: '/out' },
    ],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'out', mountPath: '/out' }],
  };
  const pod = {
    serviceAccountName: serviceaccount,
    automountServiceAccountToken: true,
    restartPolicy: 'Never',
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER_ID,
      runAsGroup: USER_ID,
      fsGroup: USER_ID,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container],
    volumes: [{ name: 'out', emptyDir: {} }],
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: jobName, namespace },
    spec: { backoffLimit: 0, ttlSecondsAfterFinished: KEEP_S, template: { spec: pod } },
  };
}

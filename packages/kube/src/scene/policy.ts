import { onTestFinished } from 'vitest';
import { CANARY_LABEL } from '../canary/canary.ts';
import type { Scene } from './scene.ts';

/** A ValidatingAdmissionPolicy that refuses the canary's label in the scene's namespace; resolves when the server enforces it. */
export async function installPolicy(scene: Scene, name: string): Promise<void> {
  const path = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
  const rule = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['deployments'] };
  await scene.create(path, {
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [rule] },
      matchConditions: [{ name: 'namespace', expression: `request.namespace == '${scene.namespace}'` }],
      validations: [
        {
          expression: `!has(object.metadata.labels) || !('${CANARY_LABEL}' in object.metadata.labels)`,
          message: 'metadata changed',
        },
      ],
    },
  });
  await scene.create('/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings', {
    metadata: { name: `${name}-binding` },
    spec: { policyName: name, validationActions: ['Deny'] },
  });
  onTestFinished(async () => {
    await scene.admin.call({
      method: 'DELETE',
      path: `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/${name}-binding`,
    });
    await scene.admin.call({ method: 'DELETE', path: `${path}/${name}` });
  });
}

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

/** Asks again until `accept` is content: a new policy needs up to about a second (observed on 1.36.3). */
export async function eventually<T>(ask: () => Promise<T>, accept: (value: T) => boolean): Promise<T> {
  const until_ms = Date.now() + 15_000;
  for (;;) {
    const value = await ask();
    if (accept(value) || Date.now() > until_ms) return value;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

import { isModeKeeperError, ModeKeeperError } from '@modekeeper/contracts';
import type { UserApi } from './user-api.ts';

export type Target = { namespace: string; name: string; container: string; notes: string[] };

type Deployment = {
  metadata: { annotations?: Record<string, string> };
  spec: {
    template: { metadata?: { annotations?: Record<string, string> }; spec: { containers: { name: string }[] } };
  };
};

/**
 * The Deployment that shall be watched, and what a person should know about it before anything is installed.
 * @throws `invalid_input` (a namespace of Kubernetes itself), `not_found`, and whatever reading it throws
 */
export async function readTarget(api: UserApi, ref: { namespace: string; name: string }): Promise<Target> {
  const { namespace, name } = ref;
  if (namespace.startsWith('kube-')) {
    throw new ModeKeeperError({
      code: 'invalid_input',
      message: `Namespace ${namespace} belongs to Kubernetes itself: workloads in it are never tuned.`,
      hint: 'Name the namespace of a training job.',
    });
  }
  const missing = (what: string, hint: string) =>
    new ModeKeeperError({ code: 'not_found', message: `${what} does not exist.`, hint });
  if (!(await namespaceExists(api, namespace)))
    throw missing(`Namespace ${namespace}`, 'Check the spelling, and --context: kubectl get namespaces');
  const deployment = await api.find<Deployment>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
  if (deployment === null)
    throw missing(`Deployment ${name} in namespace ${namespace}`, `Look at: kubectl -n ${namespace} get deployments`);
  return { namespace, name, ...chooseContainer(deployment, name), notes: notesOn(deployment) };
}

/** Somebody who may not read namespaces still gets an answer: then the Deployment decides. */
async function namespaceExists(api: UserApi, name: string): Promise<boolean> {
  try {
    return (await api.find(`/api/v1/namespaces/${name}`)) !== null;
  } catch (error) {
    if (isModeKeeperError(error) && error.code === 'forbidden') return true;
    throw error;
  }
}

/** The container whose log carries the telemetry: called like the Deployment, or the one that kubectl would take, or the first. */
function chooseContainer({ spec }: Deployment, name: string): { container: string } {
  const names = spec.template.spec.containers.map((container) => container.name);
  const usual = spec.template.metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  return { container: names.find((each) => each === name) ?? names.find((each) => each === usual) ?? names[0] ?? name };
}

function notesOn({ metadata, spec }: Deployment): string[] {
  const notes: string[] = [];
  if (spec.template.metadata?.annotations?.['modekeeper/telemetry'] !== 'stdout-jsonl') {
    notes.push(
      'Its pod template lacks the annotation modekeeper/telemetry: stdout-jsonl, so nothing will be observed until it has it.',
    );
  }
  const knobs = metadata.annotations?.['modekeeper/knobs'];
  notes.push(
    knobs === undefined
      ? 'It declares no knobs (annotation modekeeper/knobs), so there is nothing that could be proposed.'
      : `It declares the knobs ${knobs}.`,
  );
  return notes;
}

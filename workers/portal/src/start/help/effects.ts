import type { Mode, StepId } from '../address.ts';
import type { Names } from './troubles.ts';

/** What each mode lets the connector do with the workload, in words; the same in the guide and beside the command. */
export const MODE_WORDS: Record<Mode, { label: string; lead: string; may: string; stops: string; needs: string }> = {
  observe: {
    label: 'Observe',
    lead: 'Read only. The way to begin.',
    may: 'Reads the named Deployment; Pods, ReplicaSets and all logs of its namespace.',
    stops: 'It holds no right to write to any workload.',
    needs: 'One Helm command.',
  },
  verify: {
    label: 'Verify',
    lead: 'Also proves its proposals by dry run.',
    may: 'And sends dry runs of patches to the named Deployment.',
    stops: 'The guard, an admission policy of yours, refuses every real change.',
    needs: 'A cluster administrator for the guard, the namespace’s owner, one Helm command.',
  },
  apply: {
    label: 'Apply',
    lead: 'Changes what you approved, nothing else.',
    may: 'And patches the named Deployment, one approved plan at a time.',
    stops: 'The guard lets only the passport’s knobs inside their bounds through; every plan needs an approval, and a licence.',
    needs: 'The same as verify, a licence, a passport that allows apply.',
  },
};

/** "What this may do in your cluster", beside every step. */
export function effectsOf(step: StepId, mode: Mode, { namespace, target, target_namespace }: Names): readonly string[] {
  switch (step) {
    case 'passport':
      return [
        'Nothing. A passport is written down here and says what may ever be proposed or changed.',
        'It reaches the cluster only inside the values file that you review and install; nobody can switch it from here.',
      ];
    case 'cluster':
      return ['Nothing. This makes a name here, and a token with which one connector can register once, within an hour.'];
    case 'target':
      return ['Nothing yet. Mode and workload go into the files that you review in the next step.', MODE_WORDS[mode].may];
    case 'install':
      return [...reads(mode, { target, target_namespace, namespace }), ...NEVER];
    case 'confirm':
      return [
        'Until you confirm, the connector may send signs of life and nothing else.',
        'Confirming lets it report what it observes, under the name of this cluster. It changes no right inside the cluster.',
      ];
    case 'connected':
      return ['What the connector itself found it may do is listed here, as the API server answered it.', ...NEVER];
    case 'observation':
      return [
        `It reads Pods and logs in ${target_namespace}. Kubernetes cannot limit logs to one workload.`,
        'Numbers leave the cluster: per 10 seconds count, step time, loss, throughput, GPU use, and knob values. Log lines and single samples do not.',
      ];
    case 'proposal':
      return PROPOSAL[mode];
  }
}

function reads(mode: Mode, names: Pick<Names, 'namespace' | 'target' | 'target_namespace'>): string[] {
  const { namespace, target, target_namespace } = names;
  return [
    `One pod in ${namespace}, outbound connections only; its own ConfigMaps, one Lease and one Secret there.`,
    `Reads Deployment ${target}, and Pods, ReplicaSets and all logs of ${target_namespace}.`,
    ...(mode === 'observe' ? ['Changes nothing: it holds no right to write to any workload.'] : []),
    ...(mode === 'verify' ? [`Sends dry runs of patches to Deployment ${target}. The guard refuses every real change.`] : []),
    ...(mode === 'apply'
      ? [`Patches Deployment ${target} after an approval; the guard lets only the passport’s knobs inside their bounds through.`]
      : []),
  ];
}

const NEVER = [
  'Never: other Secrets, exec, port-forward, making or deleting workloads, any right on RBAC or admission.',
] as const;

const PROPOSAL: Record<Mode, readonly string[]> = {
  observe: ['Nothing. A proposal is written down and stays one; in this mode nothing is sent to the API server.'],
  verify: ['A dry run: the API server says what it would store, and stores nothing. Approving is refused in this mode.'],
  apply: [
    'Making and proving a proposal changes nothing.',
    'A change is sent only after somebody approves this very plan, and only while licence, passport, guard and kill switch allow it.',
  ],
};

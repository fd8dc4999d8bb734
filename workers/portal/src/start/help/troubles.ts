import type { StepId } from '../address.ts';

/** Why a step may not tick, how to see it, and what to do. */
export type Trouble = { title: string; sign: string; cure: string; command?: string };
/** Names for the commands; the guide's own, or placeholders where nobody has chosen yet. */
export type Names = { release: string; namespace: string; target_namespace: string; target: string; container: string };

/** What the connector itself says; every trouble below shows there first. */
export function logsCommand({ namespace, release }: Names): string {
  return `kubectl logs deployment/${release} -n ${namespace} --tail=20`;
}

/** What a line of telemetry looks like; `step` and `throughput` must be there. */
export const TELEMETRY_LINE =
  '{"ts":"2026-03-04T13:40:11Z","step":120,"step_time_ms":412,"throughput":621.4,"loss":1.83,"knobs":{"concurrency":4}}';

/** Seconds after which a step that waits for the cluster has taken longer than usual. */
export const USUAL_S: Partial<Record<StepId, number>> = { install: 120, connected: 30, observation: 45, proposal: 150 };

/** The usual reasons, most frequent first. */
export function troublesOf(step: StepId, names: Names): readonly Trouble[] {
  switch (step) {
    case 'install':
      return [podTrouble(names), ...wayOut(names), tokenTrouble, rbacTrouble(names)];
    case 'connected':
      return [clockTrouble, ...wayOut(names), podTrouble(names)];
    case 'observation':
      return observationTroubles(names);
    case 'proposal':
      return proposalTroubles(names);
    default:
      return [];
  }
}

const podTrouble = ({ namespace }: Names): Trouble => ({
  title: 'The pod does not start',
  sign: 'Its status is ImagePullBackOff, Pending, or there is no pod at all.',
  cure: 'Read the events: an image that cannot be pulled, a quota, or a policy of your cluster that refuses the pod.',
  command: `kubectl get pods,events -n ${namespace}`,
});

function wayOut({ namespace }: Names): Trouble[] {
  return [
    {
      title: 'DNS',
      sign: 'The log says ENOTFOUND or EAI_AGAIN.',
      cure: 'The name of the control plane is not known inside the cluster. Let the cluster’s DNS resolve it, and let the pod reach the DNS.',
    },
    {
      title: 'Proxy or network policy',
      sign: 'The log says ETIMEDOUT, ECONNREFUSED or EHOSTUNREACH.',
      cure: 'If the way out leads through a proxy, add proxy.httpsProxy to connector-values.yaml (it becomes HTTPS_PROXY) and run the command again; else open outbound HTTPS for this pod.',
      command: `kubectl get networkpolicy -n ${namespace}`,
    },
    {
      title: 'TLS with a certificate authority of your own',
      sign: 'The log says “unable to get local issuer certificate” or “self-signed certificate in certificate chain”.',
      cure: 'Something between opens the TLS. Put its certificate authority into a ConfigMap (key ca.crt) and name it as extraCaConfigMap in connector-values.yaml (it becomes NODE_EXTRA_CA_CERTS).',
    },
  ];
}

const tokenTrouble: Trouble = {
  title: 'Token',
  sign: 'The log says token_used, token_expired or token_invalid.',
  cure: 'A token serves one connector, once, within an hour. Make a new token here, save the new values file, and run the command again.',
};

const rbacTrouble = ({ namespace, target_namespace }: Names): Trouble => ({
  title: 'Rights',
  sign: 'Helm says “forbidden”, or the log says cluster_unreachable.',
  cure: `Whoever runs Helm needs the right to make Roles in ${namespace} and ${target_namespace}, and one ClusterRole. Ask a cluster administrator to run it.`,
  command: `kubectl auth can-i create roles -n ${target_namespace}`,
});

const clockTrouble: Trouble = {
  title: 'Clock',
  sign: 'The log says refused, and the cluster’s clock is more than 300 seconds off.',
  cure: 'Set the nodes’ clocks right (NTP); the connector then comes back by itself.',
  command: 'date -u',
};

function observationTroubles({ container, target, target_namespace }: Names): Trouble[] {
  return [
    {
      title: 'The workload is not running',
      sign: 'There is no pod in state Running.',
      cure: 'Start it; the connector follows its pods by themselves, at most 16.',
      command: `kubectl get deployment/${target} -n ${target_namespace}`,
    },
    {
      title: 'It prints no telemetry',
      sign: 'None of its log lines is like the one above.',
      cure: 'Let the container print one line of JSON per step on its standard output; step and throughput must be there. Mark the pod template with the annotation modekeeper/telemetry: stdout-jsonl.',
      command: `kubectl logs deployment/${target} -n ${target_namespace} -c ${container} --tail=5`,
    },
    {
      title: 'Another container prints it',
      sign: `The log of container ${container} is not the training job’s.`,
      cure: 'Choose the right container: correct targets[].container in connector-values.yaml and run the Helm command again.',
      command: `kubectl get deployment/${target} -n ${target_namespace} -o jsonpath='{.spec.template.spec.containers[*].name}'`,
    },
    {
      title: 'Rights',
      sign: 'The connector’s log says that the target or its pods cannot be read.',
      cure: 'The Role in the workload’s namespace is missing or was changed. Run the Helm command again.',
      command: `kubectl get role,rolebinding -n ${target_namespace}`,
    },
  ];
}

function proposalTroubles({ target, target_namespace }: Names): Trouble[] {
  return [
    {
      title: 'Nothing is wrong with the workload',
      sign: 'Step times are steady.',
      cure: 'Then no proposal is the right answer. It keeps looking every 10 seconds, and the overview tells you when something turns up.',
    },
    {
      title: 'Fewer than 12 samples in a minute',
      sign: 'Steps take longer than 5 seconds, or the job has only just started.',
      cure: 'It does not guess from fewer. Wait, or print telemetry more often than once per step.',
    },
    {
      title: 'The workload does not name its knobs',
      sign: 'Advice below with the code knob_not_declared.',
      cure: 'Name the knobs that the job reads, as an annotation of the Deployment or in its telemetry.',
      command: `kubectl annotate deployment/${target} -n ${target_namespace} modekeeper/knobs=concurrency,dataloader_prefetch_factor`,
    },
    {
      title: 'The passport does not allow it',
      sign: 'Advice below with a code such as chord_not_allowed or actuator_not_allowed.',
      cure: 'That is the passport doing its work. Publish another version if you want more to be proposed, and run the Helm command with it.',
    },
  ];
}

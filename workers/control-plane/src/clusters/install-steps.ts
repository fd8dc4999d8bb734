import type { Passport } from '@modekeeper/contracts';
import { guardActuators } from '@modekeeper/engine';
import { stringify } from 'yaml';
import type { Config } from '../platform/config.ts';
import type { InstallQuery, InstallStep } from './install-schemas.ts';
import { guardRelease } from './install-values.ts';

type Values = Record<string, unknown>;

const GRANTED = {
  observe:
    'It may read the listed Deployment, the Pods and their logs of its namespace, and keep its own state in its own namespace. It can change nothing.',
  verify: 'Besides reading, it may send dry runs of patches to the named Deployment; the guard refuses every real change.',
  apply:
    'Besides reading and dry runs, it may patch the named Deployment; the guard lets only the listed knobs inside their bounds through.',
} as const;

export function connectorStep(config: Config, input: InstallQuery, values: Values): InstallStep {
  return {
    who: `Somebody who may install Helm releases with Roles in the namespaces ${input.namespace} and ${input.target_namespace}`,
    grants: `Installs the connector: one pod, outbound connections only. ${GRANTED[input.mode]}`,
    command: helm(config, input, input.release, 'modekeeper-connector', 'connector-values.yaml'),
    files: [{ name: 'connector-values.yaml', content: yaml(values) }],
  };
}

export function guardStep(config: Config, input: InstallQuery, passport: Passport): InstallStep {
  const mode = input.mode === 'apply' ? 'apply' : 'verify';
  const values = {
    serviceAccount: { namespace: input.namespace, name: input.release },
    mode,
    actuators: guardActuators(passport),
    policyName: guardRelease(input),
  };
  return {
    who: 'A cluster administrator, once',
    grants: `Grants nothing: installs the admission policy that limits the connector's account to the knobs of passport ${passport.name}${mode === 'verify' ? ', as dry runs only' : ''}.`,
    command: helm(config, input, guardRelease(input), 'modekeeper-guard', 'guard-values.yaml'),
    files: [{ name: 'guard-values.yaml', content: yaml(values) }],
  };
}

export function annotateStep(input: InstallQuery): InstallStep {
  const value = input.mode === 'apply' ? 'enabled' : 'verify';
  return {
    who: `The owner of the namespace ${input.target_namespace}`,
    grants:
      value === 'enabled'
        ? 'Opens the namespace for approved changes by this connector. Taking the annotation away stops everything at once.'
        : 'Opens the namespace for dry runs by this connector, and for nothing else.',
    command: `kubectl annotate namespace ${input.target_namespace} modekeeper/apply=${value} --overwrite`,
    files: [],
  };
}

function helm(config: Config, input: InstallQuery, release: string, chart: string, file: string): string {
  return `helm upgrade --install ${release} ${config.CHARTS_BASE}/${chart} --namespace ${input.namespace} --create-namespace --values ${file}`;
}

function yaml(values: Values): string {
  return stringify(values, { lineWidth: 0 });
}

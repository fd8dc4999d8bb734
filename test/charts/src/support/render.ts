import { parseAllDocuments } from 'yaml';
import { chart, helm, runHelm } from './run-helm.ts';
import type { Values } from './values.ts';

export type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [field: string]: unknown;
};

type ChartName = Parameters<typeof chart>[0];

/** The objects that `helm template` renders, in its order. */
export async function render(name: ChartName, values: Values, release = 'mk', namespace = 'modekeeper'): Promise<Manifest[]> {
  const text = await helm(['template', release, chart(name), '--namespace', namespace], values);
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}

/** Standard error of a rendering that must fail. */
export async function refusal(name: ChartName, values: Values, release = 'mk'): Promise<string> {
  const { code, err } = await runHelm(['template', release, chart(name), '--namespace', 'modekeeper'], values);
  if (code === 0) throw new Error('the chart accepted values that it must refuse');
  return err;
}

/** The one manifest of that kind and name; throws when there is none. */
export function pick<T extends Manifest = Manifest>(manifests: readonly Manifest[], kind: string, name: string): T {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (found === undefined)
    throw new Error(`no ${kind} ${name} among ${manifests.map((m) => `${m.kind} ${m.metadata.name}`).join(', ')}`);
  return found as T;
}

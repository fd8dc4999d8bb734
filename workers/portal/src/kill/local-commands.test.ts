import { describe, expect, it } from 'vitest';
import { localCommands } from './local-commands.ts';

const clusters = [{ id: 'cl_1' }, { id: 'cl_2' }];
const workload = (cluster_id: string, namespace: string, name: string) => ({
  ...{ cluster_id, namespace, name },
  scope_id: `${cluster_id}/${namespace}/${name}`,
});
const workloads = [workload('cl_1', 'train', 'a'), workload('cl_1', 'train', 'b'), workload('cl_1', 'eval', 'c')];

describe('localCommands', () => {
  it('names the namespaces of the workloads, each once, and every cluster of the organisation', () => {
    const [first, second] = localCommands({ type: 'organization', id: 'org_1' }, clusters, workloads, new Map());
    expect(first).toMatchObject({ cluster_id: 'cl_1', annotate: 'kubectl annotate namespace train eval modekeeper/apply-' });
    expect(second).toMatchObject({ cluster_id: 'cl_2', annotate: 'kubectl annotate namespace <namespace> modekeeper/apply-' });
  });

  it('of a workload reaches no other namespace', () => {
    const found = localCommands({ type: 'workload', id: 'cl_1/eval/c' }, clusters, workloads, new Map());
    expect(found).toMatchObject([{ cluster_id: 'cl_1', annotate: 'kubectl annotate namespace eval modekeeper/apply-' }]);
  });

  it('is the documented command where nothing is known', () => {
    expect(localCommands({ type: 'organization', id: 'org_1' }, [], [], new Map())).toEqual([
      {
        cluster_id: null,
        annotate: 'kubectl annotate namespace <namespace> modekeeper/apply-',
        configmap: `kubectl -n modekeeper patch configmap modekeeper-kill --type merge -p '{"data":{"kill_switch":"on"}}'`,
      },
    ]);
  });
});

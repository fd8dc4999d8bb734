import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';

type Requirement = { key: string; operator: string; values?: string[] };
type Stage = {
  kind: string;
  metadata: { name: string };
  spec: { resourceRef: { kind: string }; selector: { matchExpressions: Requirement[] } };
};

const FOLDERS = ['node/fast', 'node/heartbeat-with-lease', 'pod/fast'];

function readStages(assets: string): Stage[] {
  return FOLDERS.flatMap((folder) => {
    const path = join(assets, 'stage', folder);
    const files = readdirSync(path).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml');
    return files.flatMap((name) =>
      parseAllDocuments(readFileSync(join(path, name), 'utf8')).map((document) => document.toJS() as Stage),
    );
  });
}

/**
 * A jq query that yields something only for pods whose images the node agent runs. Pods come as JSON text of the API server;
 * the repository is compared without tag and digest.
 */
export function agentImageQuery(repositories: readonly string[]): string {
  const escaped = repositories.map((name) => name.replace(/[.*+?^$()|[\]{}\\]/g, '\\\\$&'));
  return `.spec.containers.[].image | select( test("^(${escaped.join('|')})([:@].*)?$") )`;
}

/**
 * kwok's own stages, changed so that pods of the node agent are left to the agent: it reports their status, drains and
 * deletes them as a kubelet does. kwok goes on pretending for every other pod, and for all nodes.
 */
export function makeStages(assets: string, agentImages: readonly string[]): string {
  const stages = readStages(assets);
  for (const stage of stages) {
    if (stage.spec.resourceRef.kind !== 'Pod' || agentImages.length === 0) continue;
    stage.spec.selector.matchExpressions.push({ key: agentImageQuery(agentImages), operator: 'DoesNotExist' });
  }
  return stages.map((stage) => stringify(stage)).join('---\n');
}

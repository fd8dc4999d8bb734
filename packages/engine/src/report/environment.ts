import { sortedByCodePoint } from '@modekeeper/contracts';

export type Environment = { nodes_seen: string[]; gpu_models_seen: string[]; unstable: boolean; notes: string[] };

/** Where samples came from; more than one node or GPU model makes numbers hard to compare (contract page `telemetry`, "Report objects"). */
export function environmentOf(nodes: ReadonlySet<string>, models: ReadonlySet<string>): Environment {
  const notes = [...(nodes.size > 1 ? ['multiple_nodes_seen'] : []), ...(models.size > 1 ? ['multiple_gpu_models_seen'] : [])];
  return {
    nodes_seen: sortedByCodePoint(nodes),
    gpu_models_seen: sortedByCodePoint(models),
    unstable: notes.length > 0,
    notes,
  };
}

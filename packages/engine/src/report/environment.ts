import { type Sample, sortedByCodePoint } from '@modekeeper/contracts';

export type Environment = { nodes_seen: string[]; gpu_models_seen: string[]; unstable: boolean; notes: string[] };

/** Where samples came from; more than one node or GPU model makes numbers hard to compare (contract page `telemetry`, "Report objects"). */
export function environmentOf(samples: Iterable<Pick<Sample, 'node' | 'gpu_model'>>): Environment {
  const nodes = new Set<string>();
  const models = new Set<string>();
  for (const { gpu_model, node } of samples) {
    if (node !== null) nodes.add(node);
    if (gpu_model !== null) models.add(gpu_model);
  }
  const notes = [...(nodes.size > 1 ? ['multiple_nodes_seen'] : []), ...(models.size > 1 ? ['multiple_gpu_models_seen'] : [])];
  return {
    nodes_seen: sortedByCodePoint(nodes),
    gpu_models_seen: sortedByCodePoint(models),
    unstable: notes.length > 0,
    notes,
  };
}

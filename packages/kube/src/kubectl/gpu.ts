import { isJsonObject, type JsonValue } from '@modekeeper/contracts';
import { jsonAnswer, listAnswer, memberAt } from './answers.ts';

const GPU = 'nvidia.com/gpu';

/** Whether a node of `get nodes -o json` offers NVIDIA GPUs. */
export function hasGpuCapacity(nodes: string): boolean {
  return (listAnswer(nodes) ?? []).some(
    (node) =>
      memberAt(node, 'status', 'capacity', GPU) !== undefined || memberAt(node, 'status', 'allocatable', GPU) !== undefined,
  );
}

/** Whether a listing by name (`get … -o name`) holds NVIDIA's device plugin. */
export function hasDevicePlugin(names: string): boolean {
  return names.toLowerCase().includes('nvidia-device-plugin');
}

/** GPUs that one replica asks for: for each container its limit, or its request where it has no limit. */
export function gpuRequest(deployment: string): number {
  const containers = memberAt(jsonAnswer(deployment), 'spec', 'template', 'spec', 'containers');
  if (!Array.isArray(containers)) return 0;
  const asked = containers.filter(isJsonObject).map((container) => {
    const limit = memberAt(container, 'resources', 'limits', GPU);
    return count(limit === undefined ? memberAt(container, 'resources', 'requests', GPU) : limit);
  });
  return asked.reduce((sum, one) => sum + one, 0);
}

/** A quantity of whole GPUs as manifests write it, number or text; 0 for anything else. */
function count(value: JsonValue | undefined): number {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : 0;
}

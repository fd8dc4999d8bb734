import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { V1Pod } from '@kubernetes/client-node';
import { sameFiles, type VolumeFiles, writeVolume } from './atomic-writer.ts';
import { type RenderContext, renderVolume } from './render.ts';

/** Volumes of one pod below a folder of its own. */
export type PodVolumes = {
  /** Writes what changed since the last time. Throws `MissingError` when a volume cannot be made (yet). */
  refresh(pod: V1Pod): Promise<void>;
};

export function createPodVolumes(folder: string, context: Omit<RenderContext, 'pod'>): PodVolumes {
  const written = new Map<string, VolumeFiles>();
  return {
    async refresh(pod) {
      for (const volume of pod.spec?.volumes ?? []) {
        const files = await renderVolume({ ...context, pod }, volume);
        const place = join(folder, volume.name);
        if (files === null) await mkdir(place, { recursive: true, mode: 0o700 });
        else if (!sameFiles(written.get(volume.name), files)) {
          await writeVolume(place, files);
          written.set(volume.name, files);
        }
      }
    },
  };
}

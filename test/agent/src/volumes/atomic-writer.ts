import { mkdir, mkdtemp, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files of a volume by relative path. */
export type VolumeFiles = ReadonlyMap<string, Buffer>;

export const sameFiles = (a: VolumeFiles | undefined, b: VolumeFiles): boolean =>
  a !== undefined && a.size === b.size && [...b].every(([path, content]) => a.get(path)?.equals(content));

/**
 * Publishes all files of a volume at once, as the kubelet does (pkg/volume/util AtomicWriter): a new hidden folder, one
 * rename of the link `..data`, and visible names that are links through it. A reader sees all old or all new files.
 */
export async function writeVolume(folder: string, files: VolumeFiles): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const previous = await readlink(join(folder, '..data')).catch(() => null);
  const fresh = await mkdtemp(join(folder, '..version-'));
  for (const [path, content] of files) {
    const file = join(fresh, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, content, { mode: 0o600 });
  }
  const name = fresh.slice(folder.length + 1);
  await symlink(name, join(folder, '..data_tmp'));
  await rename(join(folder, '..data_tmp'), join(folder, '..data'));

  const visible = new Set([...files.keys()].map((path) => path.split('/', 1)[0] ?? path));
  const present = new Set((await readdir(folder)).filter((entry) => !entry.startsWith('..')));
  for (const entry of visible) if (!present.has(entry)) await symlink(join('..data', entry), join(folder, entry));
  for (const entry of present) if (!visible.has(entry)) await rm(join(folder, entry), { recursive: true, force: true });
  if (previous !== null) await rm(join(folder, previous), { recursive: true, force: true });
}

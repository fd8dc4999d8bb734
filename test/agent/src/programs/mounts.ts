import { lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { V1VolumeMount } from '@kubernetes/client-node';
import { MissingError } from './missing.ts';

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&');

/**
 * A function that moves absolute paths below mount paths to `root`, wherever they stand in a text (an argument like
 * `--config=/etc/app/a.json`, a list with colons). Paths that only begin with the same letters stay as they are.
 */
export function pathRewriter(root: string, mountPaths: readonly string[]): (text: string) => string {
  if (mountPaths.length === 0) return (text) => text;
  const longestFirst = mountPaths.map((path) => path.replace(/\/+$/, '')).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(^|[\\s=:,;'"])(${longestFirst.map(escaped).join('|')})(?=$|[/\\s:,;'"])`, 'g');
  return (text) => text.replace(pattern, (_, before: string, path: string) => `${before}${root}${path}`);
}

function target(volumes: string, mount: V1VolumeMount): string {
  const folder = join(volumes, mount.name);
  if (mount.subPathExpr !== undefined)
    throw new MissingError('FailedMount', `the node agent does not support subPathExpr (${mount.mountPath})`);
  const path = normalize(join(folder, mount.subPath ?? ''));
  if (path !== folder && !path.startsWith(`${folder}/`))
    throw new MissingError('FailedMount', `subPath of ${mount.mountPath} leaves the volume`);
  return path;
}

/** Lays out a container's view: below `root`, every mount path is a link to its volume's folder. Shorter paths come first. */
export async function layOutMounts(root: string, volumes: string, mounts: readonly V1VolumeMount[]): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  for (const mount of [...mounts].sort((a, b) => a.mountPath.length - b.mountPath.length)) {
    const place = join(root, mount.mountPath);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    const existing = await lstat(place).catch(() => null);
    if (existing !== null) await rm(place, { recursive: true, force: true });
    await symlink(target(volumes, mount), place);
  }
}

import { sortedByCodePoint } from '@modekeeper/contracts';
import { firstNamed } from '../bundle/pick.ts';

const REPORTS = ['doctor', 'preflight', 'eval', 'watch', 'roi'] as const;
/** Taken from beside each report, and from the top. */
const BESIDE: Readonly<Record<string, string>> = { 'summary.md': 'summary', 'explain.jsonl': 'explain' };

export type PickedSupport = { files: { rel_path: string; kind: string }[]; notes: string[] };

/** Chooses what a support bundle holds from the paths of a folder, relative to it; sorted by path. */
export function pickSupport(paths: readonly string[]): PickedSupport {
  const present = new Set(paths);
  const kinds = new Map<string, string>();
  const notes: string[] = [];
  const folders = new Set(['']);
  for (const name of REPORTS) {
    const path = firstNamed(paths, `${name}_latest.json`);
    if (path === null) {
      notes.push(`missing_${name}_latest.json`);
      continue;
    }
    kinds.set(path, name);
    folders.add(path.slice(0, path.lastIndexOf('/') + 1));
  }
  for (const folder of folders) {
    for (const [name, kind] of Object.entries(BESIDE)) if (present.has(`${folder}${name}`)) kinds.set(`${folder}${name}`, kind);
  }
  const files = sortedByCodePoint(kinds.keys()).map((rel_path) => ({ rel_path, kind: kinds.get(rel_path) ?? 'other' }));
  return { files, notes };
}

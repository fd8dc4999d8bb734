import { compareCodePoints, sortedByCodePoint } from '@modekeeper/contracts';

/** The reports that a bundle is made of, as their names begin. */
export const BUNDLED = ['closed_loop', 'k8s_verify', 'preflight', 'eval', 'watch', 'roi'] as const;
export type Bundled = (typeof BUNDLED)[number];

/** Taken from beside a report wherever they are. */
const SIBLINGS = [
  'summary.md',
  'explain.jsonl',
  'decision_trace_latest.jsonl',
  'k8s_plan.json',
  'k8s_plan.kubectl.sh',
  'policy_bundle_latest.json',
  'k8s_apply_latest.json',
  'verify_after_apply_latest.json',
  'rollback_plan_latest.json',
  'rollback_attempt_latest.json',
];

export type Picked = {
  /** Path of each report that was found. */
  reports: Partial<Record<Bundled, string>>;
  /** Every file of the bundle, sorted. */
  paths: string[];
  notes: string[];
};

/** Chooses a bundle's files from the paths of a folder, relative to it, parts separated by `/`. */
export function pickBundle(paths: readonly string[]): Picked {
  const reports: Partial<Record<Bundled, string>> = {};
  const notes: string[] = [];
  const chosen = new Set<string>();
  for (const name of BUNDLED) {
    const latest = `${name}_latest.json`;
    const path = pickLatest(paths, latest);
    if (path === null) {
      notes.push(`missing_${latest}`);
      continue;
    }
    reports[name] = path;
    chosen.add(path);
    for (const sibling of siblingsOf(paths, path, name)) chosen.add(sibling);
  }
  return { reports, paths: sortedByCodePoint(chosen), notes };
}

/** At the top, else the first by path that is no iteration's, else the one of the highest iteration. */
export function pickLatest(paths: readonly string[], name: string): string | null {
  if (paths.includes(name)) return name;
  const found = sortedByCodePoint(paths.filter((path) => path.endsWith(`/${name}`)));
  const outside = found.find((path) => iterationOf(path) === null);
  if (outside !== undefined) return outside;
  // Stable: of one iteration the first by path.
  return found.sort((left, right) => (iterationOf(right) ?? 0) - (iterationOf(left) ?? 0))[0] ?? null;
}

/** The first by path of that name, anywhere. */
export function firstNamed(paths: readonly string[], name: string): string | null {
  const named = paths.filter((path) => path === name || path.endsWith(`/${name}`));
  return named.sort(compareCodePoints)[0] ?? null;
}

function iterationOf(path: string): number | null {
  const match = /(?:^|\/)iter_(\d+)\//.exec(path);
  return match === null ? null : Number(match[1]);
}

function siblingsOf(paths: readonly string[], path: string, prefix: string): string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const twin = new RegExp(`^${prefix}_\\d{8}_\\d{6}\\.json$`);
  return paths.filter((other) => {
    if (!other.startsWith(folder)) return false;
    const name = other.slice(folder.length);
    return name === `${prefix}_summary.md` || SIBLINGS.includes(name) || twin.test(name);
  });
}

const KINDS: Readonly<Record<string, string>> = {
  'closed_loop_latest.json': 'plan',
  'k8s_verify_latest.json': 'verify',
  'preflight_latest.json': 'preflight',
  'eval_latest.json': 'eval',
  'watch_latest.json': 'watch',
  'roi_latest.json': 'roi',
  'explain.jsonl': 'explain',
  'decision_trace_latest.jsonl': 'decision_trace',
  'k8s_plan.json': 'k8s_plan',
  'k8s_plan.kubectl.sh': 'script',
  'policy_bundle_latest.json': 'policy_bundle',
  'k8s_apply_latest.json': 'apply',
  'verify_after_apply_latest.json': 'verify_after_apply',
  'rollback_plan_latest.json': 'rollback',
  'rollback_attempt_latest.json': 'rollback',
};

/** Kind of a file by its name, as manifests show it. */
export function kindOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return KINDS[name] ?? (name === 'summary.md' || name.endsWith('_summary.md') ? 'summary' : 'other');
}

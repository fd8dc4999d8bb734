/** Everything that may stand at the top of a buyer pack. */
export const BUYER_ENTRIES: readonly string[] = [
  'doctor',
  'dryrun',
  'eval',
  'export',
  'plan',
  'preflight',
  'report.html',
  'roi',
  'summary.md',
  'verify',
  'watch',
];

const loop = (folder: string): string[] =>
  [
    'closed_loop_latest.json',
    'decision_trace_latest.jsonl',
    'explain.jsonl',
    'k8s_plan.json',
    'k8s_plan.kubectl.sh',
    'policy_bundle_latest.json',
    'summary.md',
  ].map((name) => `${folder}/${name}`);
const rollUp = (name: string): string[] => [`${name}/${name}_latest.json`, `${name}/${name}_summary.md`, `${name}/summary.md`];

/** What a buyer pack must hold. Twins with their times in the name come on top. */
export const BUYER_FILES: readonly string[] = [
  'doctor/doctor.json',
  'doctor/doctor_latest.json',
  'doctor/summary.md',
  ...loop('dryrun'),
  ...rollUp('eval'),
  'export/bundle.tar.gz',
  'export/bundle_manifest.json',
  'export/bundle_summary.md',
  ...loop('plan'),
  ...rollUp('preflight'),
  ...rollUp('roi'),
  'report.html',
  'roi/explain.jsonl',
  'summary.md',
  'verify/explain.jsonl',
  'verify/k8s_verify_latest.json',
  ...rollUp('watch'),
];

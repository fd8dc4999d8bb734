import { parseArgs } from 'node:util';
import { ModeKeeperError } from '@modekeeper/contracts';

/** Measures that are taken together, by the stack that they need; baselines and explaining figures come with their group. */
export const GROUPS = {
  thread: ['approve_to_connector', 'approve_to_receipt_less_rollout', 'kill_to_refusal'],
  idle: ['idle_memory', 'idle_wakes'],
  bundle: ['worker_bundle_gzip'],
  mk: [
    ...['mk_start_ratio', 'mk_observe_ratio', 'mk_eval_ratio', 'mk_analyse_memory', 'mk_merge_memory'],
    ...['mk_watch_growth', 'mk_bundle_ratio'],
  ],
  portal: [
    ...['portal_first_load_gzip', 'portal_route_chunk_gzip', 'portal_interactive', 'portal_largest_paint', 'portal_interaction'],
    ...['portal_event_on_screen', 'portal_chart_draw', 'portal_scroll_frame'],
  ],
} as const;
export type Group = keyof typeof GROUPS;

export type BenchFlags = { readonly groups: readonly Group[]; readonly rounds: number };

const USAGE = 'npm run bench [-- --only name,name] [--rounds N]';
const groupNames = Object.keys(GROUPS) as Group[];

function usage(message: string): never {
  throw new ModeKeeperError({ code: 'invalid_input', message, hint: USAGE });
}

/** Reads the command line; a name is a measure with a limit or a group. Default: everything, ten rounds. @throws `invalid_input` */
export function readBenchFlags(args: readonly string[]): BenchFlags {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' }, rounds: { type: 'string' } } });
  const rounds = values.rounds === undefined ? 10 : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) usage(`--rounds ${values.rounds} is not between 1 and 100.`);
  if (values.only === undefined) return { groups: groupNames, rounds };
  const wanted = values.only.split(',').map((name) => groupOf(name.trim()));
  return { groups: groupNames.filter((group) => wanted.includes(group)), rounds };
}

function groupOf(name: string): Group {
  const known = groupNames.find((group) => group === name || (GROUPS[group] as readonly string[]).includes(name));
  return known ?? usage(`--only ${name} is none of ${Object.values(GROUPS).flat().join(', ')}.`);
}

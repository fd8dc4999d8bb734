import { changesInWords } from '@modekeeper/engine/knob-words';
import { presenceCause } from '../clusters/presence-words.ts';
import { KILL_SOURCE_WORDS } from '../kill/reading-words.ts';
import { reasonWords } from '../plans/reason-words.ts';
import { PLAN_STATE_WORDS } from '../plans/state-words.ts';
import type { Attention } from './attention.ts';

/** What a row is about. `names`: of clusters by id. */
export function rowTitle(row: Attention, names: ReadonlyMap<string, string>): string {
  switch (row.kind) {
    case 'plan': {
      const { changes, cluster_id, target } = row.plan;
      return `${changesInWords(changes)} on ${target.namespace}/${target.name} in ${names.get(cluster_id) ?? cluster_id}`;
    }
    case 'switch': {
      const { scope_id, scope_type } = row.one;
      if (scope_type === 'organization') return 'The whole organisation';
      const [cluster_id = '', ...workload] = scope_id.split('/');
      const cluster = names.get(cluster_id) ?? cluster_id;
      return workload.length === 0 ? `Cluster ${cluster}` : `Workload ${workload.join('/')} in ${cluster}`;
    }
    case 'local_stop':
      return `Cluster ${row.cluster.name}, from inside`;
    default:
      return row.cluster.name;
  }
}

/** Why it stands there and what it means, in a sentence or two. */
export function rowDetail(row: Attention): string {
  switch (row.kind) {
    case 'plan': {
      const { reason, state } = row.plan;
      const why = reason === null || state === 'verified' ? '' : ` ${reasonWords(reason)}`;
      const more = row.alike === 0 ? '' : ` ${row.alike} earlier ${row.alike === 1 ? 'one' : 'ones'} ended alike.`;
      if (row.proof_only) return 'Proved by dry run. The connector runs in mode verify, so it cannot be approved.';
      return `${PLAN_STATE_WORDS[state].meaning}${why}${more}`;
    }
    case 'cluster':
      return presenceCause({ state: row.presence, cause: row.cause });
    case 'switch':
      return `Every change is stopped. Reason: “${row.one.reason}”.`;
    case 'local_stop':
      return `Every change is stopped there. ${KILL_SOURCE_WORDS[row.stop.source]}: ${row.stop.name}; it is lifted where it was set.`;
    case 'guard':
      return `${row.reason === null ? 'The guard was not found.' : reasonWords(row.reason)} Nothing is changed until a cluster administrator installs it.`;
    case 'finding':
      return row.finding.body.detail;
  }
}

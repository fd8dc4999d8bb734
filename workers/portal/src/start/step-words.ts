import { formatNumber } from '@modekeeper/evidence/format-value';
import { shorten } from '../ui/shorten.ts';
import type { StepId } from './address.ts';
import { MODE_WORDS } from './help/effects.ts';
import type { Guide } from './use-guide.ts';

/** Titles of the steps. */
export const STEP_WORDS: Record<StepId, { title: string }> = {
  passport: { title: 'Environment and passport' },
  cluster: { title: 'Cluster' },
  target: { title: 'Mode and workload' },
  install: { title: 'Review and install' },
  confirm: { title: 'Confirm the uid' },
  connected: { title: 'Connected' },
  observation: { title: 'First observation' },
  proposal: { title: 'First proposal' },
};

/** What came of a step that is done, in one line. */
export function stepSummary(id: StepId, { choice, cluster, environment, passport, plans }: Guide): string | undefined {
  switch (id) {
    case 'passport': {
      if (environment === null) return undefined;
      return passport === null
        ? `Environment ${environment.name}`
        : `Environment ${environment.name}, passport ${passport.name}, version ${formatNumber(passport.published_version ?? 1)}`;
    }
    case 'cluster':
      return cluster?.name;
    case 'target': {
      const mode = cluster?.mode ?? choice?.mode;
      const where = choice === null ? '' : `, Deployment ${choice.target} in ${choice.target_namespace}`;
      return mode === undefined ? undefined : `${MODE_WORDS[mode].label}${where}`;
    }
    case 'install':
      return cluster?.chart_version == null ? undefined : `Enrolled, chart ${cluster.chart_version}`;
    case 'confirm':
      return cluster?.confirmed_uid == null ? undefined : `Uid ${shorten(cluster.confirmed_uid)}`;
    case 'connected':
      return 'Heartbeats arrive';
    case 'observation':
      return 'Numbers arrive';
    case 'proposal':
      return plans[0] === undefined ? undefined : `Plan ${shorten(plans[0].id)}`;
  }
}

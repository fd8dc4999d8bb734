import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Api } from '../api/types.ts';
import { clusterPlansQuery } from '../clusters/queries.ts';
import { recentSeriesQuery } from '../clusters/recent-series.ts';
import { useFollow, useLiveSnapshot } from '../live/use-live.ts';
import { passportsQuery } from '../passports/queries.ts';
import { useScope } from '../session/organization.ts';
import { environmentsQuery } from '../shell/ScopeSwitch.tsx';
import {
  type AddressPatch,
  changeAddress,
  type GuideAddress,
  type InstallChoice,
  installChoice,
  type StepId,
} from './address.ts';
import { currentStep, doneSteps } from './progress.ts';
import { guideClusterQuery } from './queries.ts';

export type Guide = {
  address: GuideAddress;
  /** Changes the address; a step that was looked at again is closed by it. */
  go(patch: AddressPatch): void;
  environment: Api<'Environment'> | null;
  passport: Api<'Passport'> | null;
  cluster: Api<'ClusterDetail'> | null;
  choice: InstallChoice | null;
  plans: readonly Api<'Plan'>[];
  done: ReadonlySet<StepId>;
  current: StepId | null;
  /** False until everything that decides about the steps was read once. */
  ready: boolean;
  error: unknown;
  /** The address names a cluster that is not this organization's, or no longer there. */
  missing: boolean;
  retry(): void;
};

/** How far the way is, as the API and the cluster's live socket tell it. */
export function useGuide(): Guide {
  const { organization } = useScope();
  const address = useSearch({ from: '/app/start' });
  const navigate = useNavigate();
  const go = useCallback(
    (patch: AddressPatch) => {
      void navigate({
        to: '/start',
        search: (before) => changeAddress(before, patch),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );

  const cluster = useQuery(guideClusterQuery(organization.id, address.cluster));
  const enrolled =
    cluster.data !== undefined && (cluster.data.state === 'awaiting_confirmation' || cluster.data.state === 'active');
  const cluster_id = cluster.data?.id ?? '';
  useFollow(enrolled ? [cluster_id] : []);
  const live = useLiveSnapshot(cluster_id);

  const environments = useQuery(environmentsQuery(organization.id));
  const environment_id = cluster.data?.environment_id ?? address.environment;
  const environment = environments.data?.items.find(({ id }) => id === environment_id) ?? null;
  const passports = useQuery(passportsQuery(organization.id));
  const passport =
    passports.data?.items.find(({ environment_id: own, id }) => id === address.passport && own === environment?.id) ?? null;

  const active = cluster.data?.state === 'active';
  const series = useQuery({ ...recentSeriesQuery(organization.id, cluster_id), enabled: active });
  const plans = useQuery({ ...clusterPlansQuery(organization.id, cluster_id), enabled: active });

  const choice = installChoice(address);
  const done = doneSteps({
    passport_published: passport !== null && passport.published_version !== null,
    cluster: cluster.data?.state ?? null,
    choice_complete: choice !== null,
    presence: live?.presence.state ?? cluster.data?.presence.state ?? null,
    observed: series.data?.workloads.some(({ buckets }) => buckets.some(({ count }) => count > 0)) ?? false,
    proposed: (plans.data?.items.length ?? 0) > 0,
  });
  const failed = [cluster, environments, passports].find(({ error }) => error !== null);
  return {
    address,
    go,
    environment,
    passport,
    cluster: cluster.data ?? null,
    choice,
    plans: plans.data?.items ?? [],
    done,
    current: currentStep(done, address.step),
    ready: ![environments, cluster, passports, series, plans].some(({ isLoading }) => isLoading),
    error: failed?.error ?? null,
    missing: cluster.error?.code === 'not_found',
    retry: () => void failed?.refetch(),
  };
}

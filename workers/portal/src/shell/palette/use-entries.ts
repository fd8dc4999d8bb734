import { changesInShort } from '@modekeeper/engine/knob-words';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Building2,
  CirclePlus,
  ClipboardCheck,
  Keyboard,
  Layers,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  OctagonX,
  Server,
  Sun,
} from 'lucide-react';
import type { Problem } from '../../api/problem.ts';
import { allClustersQuery } from '../../clusters/all-clusters.ts';
import { openKillDialog } from '../../kill/kill-request.ts';
import { PLAN_STATE_WORDS } from '../../plans/state-words.ts';
import { useMe } from '../../session/me.ts';
import { useScope } from '../../session/organization.ts';
import { useSignOut } from '../../session/use-sign-out.ts';
import { PLACES, SETTINGS_PLACES } from '../navigation.ts';
import { waitingPlansQuery } from '../pending-decisions.ts';
import { environmentsQuery } from '../ScopeSwitch.tsx';
import { chooseTheme } from '../theme.ts';
import { openPalette } from './palette-request.ts';

/** `id` is unique; found by label and note. `stays`: the palette stays open, until the page goes or it fails. */
export type Entry = { id: string; label: string; note?: string; keys?: string; icon: LucideIcon; stays?: boolean; run(): void };
export type EntryGroup = { heading: string; entries: Entry[] };

/** Everything that the palette offers, what needs people first. Groups without entries are left out. */
export function useEntries(): { groups: EntryGroup[]; failure: Problem | null } {
  const signOut = useSignOut();
  const actions = actionsOf(() => signOut.mutate({ next: '/sign-in' }));
  const groups = [useWaitingPlans(), actions, usePages(), useClusters(), useEnvironments(), useOrganizations()];
  return { groups: groups.filter(({ entries }) => entries.length > 0), failure: signOut.error };
}

function useWaitingPlans(): EntryGroup {
  const { environment_id, organization } = useScope();
  const navigate = useNavigate();
  const { data } = useQuery(waitingPlansQuery(organization.id, environment_id));
  const entries = (data?.items ?? []).map(({ changes, id, state, target }) => ({
    ...{ id, label: `${target.namespace}/${target.name}`, icon: ClipboardCheck },
    // Several plans may wait for one workload: what each changes tells them apart.
    note: `${PLAN_STATE_WORDS[state].label}: ${changesInShort(changes)}`,
    run: () => void navigate({ to: '/plans/$id', params: { id } }),
  }));
  return { heading: 'Plans that wait for somebody', entries };
}

function actionsOf(signOut: () => void): EntryGroup {
  return {
    heading: 'Actions',
    entries: [
      { id: 'stop', label: 'Stop changes…', note: 'kill switch', icon: OctagonX, run: () => openKillDialog() },
      { id: 'light', label: 'Light theme', icon: Sun, run: () => chooseTheme('light') },
      { id: 'dark', label: 'Dark theme', icon: Moon, run: () => chooseTheme('dark') },
      { id: 'system', label: 'Theme as the system', icon: Monitor, run: () => chooseTheme('system') },
      { id: 'keys', label: 'Keyboard shortcuts', keys: '?', icon: Keyboard, run: () => openPalette('shortcuts') },
      { id: 'out', label: 'Sign out', icon: LogOut, stays: true, run: signOut },
    ],
  };
}

function usePages(): EntryGroup {
  const navigate = useNavigate();
  const places = [...PLACES, ...SETTINGS_PLACES].map(({ icon, label, shortcut, to }) => ({
    ...{ id: to, label, icon, keys: `g ${shortcut}` },
    run: () => void navigate({ to }),
  }));
  const kill = {
    ...{ id: '/settings/kill-switch', label: 'Kill switch', note: 'history and sources', icon: OctagonX },
    run: () => void navigate({ to: '/settings/kill-switch' }),
  };
  const start = {
    ...{ id: '/start', label: 'Connect a cluster', note: 'guide', icon: CirclePlus },
    run: () => void navigate({ to: '/start' }),
  };
  return { heading: 'Pages', entries: [...places, kill, start] };
}

function useClusters(): EntryGroup {
  const { organization } = useScope();
  const navigate = useNavigate();
  const { data } = useQuery(allClustersQuery(organization.id));
  const entries = (data ?? []).map(({ id, name }) => ({
    ...{ id, label: name, note: 'cluster', icon: Server },
    run: () => void navigate({ to: '/clusters/$id', params: { id } }),
  }));
  return { heading: 'Clusters', entries };
}

function useEnvironments(): EntryGroup {
  const { chooseEnvironment, environment_id, organization } = useScope();
  const { data } = useQuery(environmentsQuery(organization.id));
  const all = { id: 'all-environments', label: 'All environments', icon: Layers, run: () => chooseEnvironment(null) };
  const others = (data?.items ?? [])
    .filter(({ id }) => id !== environment_id)
    .map(({ id, name }) => ({ id, label: name, note: 'environment', icon: Layers, run: () => chooseEnvironment(id) }));
  return { heading: 'Show only', entries: environment_id === null ? others : [all, ...others] };
}

function useOrganizations(): EntryGroup {
  const { chooseOrganization, organization } = useScope();
  const { organizations } = useMe();
  const navigate = useNavigate();
  const entries = organizations
    .filter(({ id }) => id !== organization.id)
    .map(({ id, name, role }) => ({
      ...{ id, label: name, note: role, icon: Building2 },
      run: () => {
        chooseOrganization(id);
        void navigate({ to: '/' });
      },
    }));
  return { heading: 'Switch organisation', entries };
}

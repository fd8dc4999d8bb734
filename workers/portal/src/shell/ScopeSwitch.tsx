import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronDown, Plus } from 'lucide-react';
import { api, dataOf } from '../api/client.ts';
import { keys } from '../live/keys.ts';
import { useMe } from '../session/me.ts';
import { useScope } from '../session/organization.ts';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';

/** Environments of an organization; at most 200, which no organization comes near. */
export function environmentsQuery(organization_id: string) {
  return queryOptions({
    queryKey: keys.environments(organization_id),
    queryFn: () => dataOf(api.GET('/v1/environments', { params: { query: { limit: 200 } } })),
  });
}

/** Organization and environment that the page is about. */
export function ScopeSwitch() {
  const { chooseEnvironment, chooseOrganization, environment_id, organization } = useScope();
  const { organizations } = useMe();
  const navigate = useNavigate();
  const { data } = useQuery(environmentsQuery(organization.id));
  const environment = data?.items.find(({ id }) => id === environment_id);
  const name = environment?.name ?? 'all environments';
  return (
    <Menu
      label="Organisation and environment"
      trigger={
        <button
          type="button"
          className="flex min-w-0 items-center gap-2 rounded-1 border border-line px-2.5 py-1 text-left hover:bg-canvas max-md:min-h-11 max-md:gap-1 max-md:px-2 max-md:text-1"
        >
          {/* Two lines on a phone: side by side both names would be cut to nothing. */}
          <span className="flex min-w-0 gap-2 max-md:flex-col max-md:gap-0">
            <span className="sr-only">Organisation</span>
            <bdi className="truncate">{organization.name}</bdi>
            <span aria-hidden="true" className="text-ink-3 max-md:hidden">
              /
            </span>
            <span className="sr-only">{environment === undefined ? '' : 'environment'}</span>
            <bdi className="truncate max-md:text-ink-2">{name}</bdi>
            <span className="sr-only">Change</span>
          </span>
          <ChevronDown aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
        </button>
      }
    >
      <MenuLabel>Environment</MenuLabel>
      <MenuItem onSelect={() => chooseEnvironment(null)} current={environment === undefined}>
        <Tick shown={environment === undefined} />
        All environments
      </MenuItem>
      {data?.items.map(({ id, name: text }) => (
        <MenuItem key={id} onSelect={() => chooseEnvironment(id)} current={id === environment_id}>
          <Tick shown={id === environment_id} />
          {text}
        </MenuItem>
      ))}
      {organizations.length > 1 && (
        <>
          <MenuSeparator />
          <MenuLabel>Organisation</MenuLabel>
          {organizations.map(({ id, name: text, role }) => (
            <MenuItem
              key={id}
              current={id === organization.id}
              onSelect={() => {
                chooseOrganization(id);
                // What the page shows belongs to the other organization.
                void navigate({ to: '/' });
              }}
            >
              <Tick shown={id === organization.id} />
              <span className="min-w-0 flex-1 truncate">{text}</span>
              <span className="text-1 text-ink-3">{role}</span>
            </MenuItem>
          ))}
        </>
      )}
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate({ to: '/organizations/new' })}>
        <Plus aria-hidden="true" size={14} />
        Make an organisation
      </MenuItem>
    </Menu>
  );
}

function Tick({ shown }: { shown: boolean }) {
  return <Check aria-hidden="true" size={14} className={shown ? 'text-accent' : 'invisible'} />;
}

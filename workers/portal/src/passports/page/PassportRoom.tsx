import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Api } from '../../api/types.ts';
import { useAllowed, useScope } from '../../session/organization.ts';
import { environmentsQuery } from '../../shell/ScopeSwitch.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { LeaveGuard } from '../LeaveGuard.tsx';
import { mountsOf } from '../mounts.ts';
import { useClustersSeen } from '../use-clusters-seen.ts';
import { ClustersTab } from './ClustersTab.tsx';
import { DifferenceTab } from './DifferenceTab.tsx';
import { EditTab } from './EditTab.tsx';
import { PassportFacts } from './PassportFacts.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { isPassportTab } from './passport-tabs.ts';
import { useDraft, type Version } from './use-draft.ts';
import { VersionsTab } from './VersionsTab.tsx';

type Props = { passport: Api<'PassportDetail'>; newest: Version };

/** The page of a passport that is there: its text outlives every change of tab. */
export function PassportRoom({ newest, passport }: Props) {
  const { organization } = useScope();
  const { reason } = useAllowed('passport.publish');
  const { part = 'edit' } = useSearch({ from: '/app/passports/$id' });
  const navigate = useNavigate({ from: '/passports/$id' });
  const environments = useQuery(environmentsQuery(organization.id));
  const draft = useDraft(passport, newest);
  const seen = useClustersSeen(passport.environment_id);
  const [publishing, setPublishing] = useState<Version | null>(null);
  const mounts = mountsOf(seen.clusters, [passport]);
  const show = (next: string) => void navigate({ search: isPassportTab(next) && next !== 'edit' ? { part: next } : {} });
  const upToDate = passport.published_version === newest.version;
  const environment = environments.data?.items.find(({ id }) => id === passport.environment_id)?.name;
  const unsaved = draft.dirty ? 'Save or discard your changes first: what is published is a saved version.' : null;
  return (
    <Page
      title={passport.name}
      heading={<bdi>{passport.name}</bdi>}
      crumbs={
        <>
          <Link to="/passports" className="no-underline hover:underline">
            Passports
          </Link>
          <span aria-hidden="true">/</span>
          <bdi className="max-w-60 truncate">{environment ?? '…'}</bdi>
          <span aria-hidden="true">/</span>
          <bdi className="max-w-60 truncate font-semibold text-ink">{passport.name}</bdi>
        </>
      }
      lead={<PassportFacts passport={passport} newest={newest} mounts={mounts} />}
      actions={
        !upToDate && (
          <Button look={draft.dirty ? 'plain' : 'primary'} forbidden={reason ?? unsaved} onClick={() => setPublishing(newest)}>
            Publish version {newest.version}…
          </Button>
        )
      }
    >
      <Tabs
        label="Parts of the passport"
        chosen={part}
        onChoose={show}
        tabs={[
          {
            id: 'edit',
            label: draft.dirty ? 'Edit (unsaved)' : 'Edit',
            content: <EditTab passport={passport} newest={newest} draft={draft} />,
          },
          { id: 'difference', label: 'Difference', content: <DifferenceTab passport={passport} newest={newest} draft={draft} /> },
          {
            id: 'versions',
            label: 'Versions',
            content: (
              <VersionsTab
                passport={passport}
                draft={draft}
                mounts={mounts}
                onPublish={setPublishing}
                onEdit={(version) => {
                  draft.take(version);
                  show('edit');
                }}
              />
            ),
          },
          {
            id: 'clusters',
            label: 'Clusters and values',
            content: <ClustersTab passport={passport} mounts={mounts} seen={seen} onPublish={() => setPublishing(newest)} />,
          },
        ]}
      />
      {publishing !== null && (
        <PublishDialog
          passport={passport}
          version={publishing}
          onClose={() => setPublishing(null)}
          onPublished={() => {
            setPublishing(null);
            show('clusters');
          }}
        />
      )}
      <LeaveGuard dirty={draft.dirty} onLeave={draft.forget} what={`Your change of version ${draft.base.version} is`} />
    </Page>
  );
}

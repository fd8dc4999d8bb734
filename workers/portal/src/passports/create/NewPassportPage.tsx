import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useScope } from '../../session/organization.ts';
import { environmentsQuery } from '../../shell/ScopeSwitch.tsx';
import { Card } from '../../ui/Card.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Page } from '../../ui/Page.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { FromJson } from './FromJson.tsx';
import { FromTemplate } from './FromTemplate.tsx';

/** A passport for an environment, from a template or from JSON. */
export function NewPassportPage() {
  const { environment_id: scoped, organization } = useScope();
  const { environment: asked, template } = useSearch({ from: '/app/passports/new' });
  const environments = useQuery(environmentsQuery(organization.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [way, setWay] = useState('template');
  const items = environments.data?.items ?? [];
  const environment_id = chosen ?? items.find(({ id }) => id === asked || id === scoped)?.id ?? items[0]?.id;
  return (
    <Page
      title="New passport"
      lead="Its first version is a draft: nothing is published, and no cluster gets it, until you say so."
      crumbs={
        <>
          <Link to="/passports" className="no-underline hover:underline">
            Passports
          </Link>
          <span aria-hidden="true">/</span>
          <span className="font-semibold text-ink">New</span>
        </>
      }
    >
      {environments.error !== null && <Failure error={environments.error} onRetry={() => void environments.refetch()} />}
      {environments.isPending && environments.error === null && (
        <Card title="Environment" flush>
          <SkeletonRows rows={2} label="environments" />
        </Card>
      )}
      {environments.isSuccess && environment_id === undefined && (
        <Card title="No environment yet" flush>
          <Empty
            title="A passport belongs to an environment, and there is none."
            action={
              <Link to="/start" className="link">
                Make an environment in the guide
              </Link>
            }
          >
            An environment is where clusters and rules go together: production, staging, research.
          </Empty>
        </Card>
      )}
      {environment_id !== undefined && (
        <>
          <Card title="Environment">
            <div className="max-w-sm">
              <SelectField
                label="Environment"
                value={environment_id}
                onChange={({ currentTarget }) => setChosen(currentTarget.value)}
                hint="Clusters of this environment can mount it; it stays there."
              >
                {items.map(({ id, kind, name }) => (
                  <option key={id} value={id}>
                    {name} ({kind})
                  </option>
                ))}
              </SelectField>
            </div>
          </Card>
          <Tabs
            label="Ways to begin"
            chosen={way}
            onChoose={setWay}
            tabs={[
              {
                id: 'template',
                label: 'From a template',
                content: <FromTemplate environment_id={environment_id} asked={template} />,
              },
              { id: 'json', label: 'From JSON', content: <FromJson environment_id={environment_id} /> },
            ]}
          />
        </>
      )}
    </Page>
  );
}

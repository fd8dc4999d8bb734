import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useAllowed, useScope } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Actions } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { templatesQuery } from '../queries.ts';
import { TemplateTable } from '../TemplateTable.tsx';
import { useCreate } from './use-create.ts';

const LONGEST_NAME = 100;

export function FromTemplate({ asked, environment_id }: { environment_id: string; asked: string | undefined }) {
  const { organization } = useScope();
  const { reason } = useAllowed('passport.write');
  const { data, error, refetch } = useQuery(templatesQuery(organization.id));
  const [chosen, setChosen] = useState(asked ?? 'pilot');
  const [name, setName] = useState<string | null>(null);
  const create = useCreate();
  const shown = name ?? chosen;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ environment_id, template: chosen, name: shown.trim() });
  };
  return (
    <form onSubmit={submit} className="grid min-w-0 gap-4">
      <Card title="Template" note="each is a beginning; every value can be changed" flush>
        {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <SkeletonRows rows={7} label="templates" />}
        {data !== undefined && (
          <TemplateTable
            templates={data.items}
            chosen={chosen}
            action={(template) => (
              <label className="flex items-center gap-2">
                <input
                  type="radio"
                  name="template"
                  value={template.name}
                  checked={template.name === chosen}
                  onChange={() => setChosen(template.name)}
                  className="size-4 accent-accent"
                />
                {template.name}
              </label>
            )}
          />
        )}
      </Card>
      <Card title="Name it">
        <div className="grid max-w-sm gap-3">
          <TextField
            label="Name"
            dir="auto"
            required
            maxLength={LONGEST_NAME}
            value={shown}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            hint="Helm values name it; every version keeps it."
          />
          {create.error !== null && <Failure error={create.error} />}
          <Actions>
            <Button
              type="submit"
              look="primary"
              busy={create.isPending}
              forbidden={reason ?? (shown.trim() === '' ? 'Give it a name first.' : null)}
            >
              Make passport from {chosen}
            </Button>
          </Actions>
        </div>
      </Card>
    </form>
  );
}

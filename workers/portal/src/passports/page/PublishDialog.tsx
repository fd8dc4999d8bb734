import { useQueryClient } from '@tanstack/react-query';
import { LockOpen } from 'lucide-react';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { keys } from '../../live/keys.ts';
import { useScope } from '../../session/organization.ts';
import { useProvenCommand } from '../../session/use-proven-command.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions, Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { DifferenceList } from '../DifferenceList.tsx';
import type { Version } from './use-draft.ts';

type Props = { passport: Api<'PassportDetail'>; version: Version; onClose(): void; onPublished(): void };

/** Says what publishing does and what it does not, before it is done. */
export function PublishDialog({ onClose, onPublished, passport, version }: Props) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const before = passport.versions.find((one) => one.version === passport.published_version);
  const opens = version.document.gates.apply === true;
  const publish = useProvenCommand(
    `publish version ${version.version}, which has apply on`,
    (body: Api<'PublishPassport'>, headers) =>
      dataOf(api.POST('/v1/passports/{id}/publish', { params: { path: { id: passport.id } }, body, headers })),
    {
      needed: () => opens,
      onDone: async () => {
        await queries.invalidateQueries({ queryKey: keys.passport(organization.id, passport.id) });
        await queries.invalidateQueries({ queryKey: keys.passports(organization.id) });
        onPublished();
      },
    },
  );
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Publish version ${version.version}`}
      description="Publishing changes nothing in a cluster: clusters get a passport by Helm values or GitOps only. It says which version is meant to be there, and gives you the values to commit."
    >
      <div className="grid min-w-0 gap-4">
        {opens && (
          <p className="flex items-start gap-2 rounded-1 border border-warn bg-warn-soft px-3 py-2 text-warn">
            <LockOpen aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
            <span>
              Apply is on in this version: a cluster that mounts it may change workloads once a plan is approved. Your second
              factor is asked for.
            </span>
          </p>
        )}
        {before === undefined ? (
          <p className="text-ink-2">Nothing was published before.</p>
        ) : (
          <div className="min-w-0">
            <h3 className="mb-1 font-semibold">Difference to version {before.version}, published now</h3>
            <DifferenceList
              from={before.document}
              to={version.document}
              label={`From version ${before.version} to ${version.version}`}
            />
          </div>
        )}
        {publish.error !== null && <Failure error={publish.error} />}
        <Actions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={publish.isPending} onClick={() => publish.mutate({ version: version.version })}>
            Publish version {version.version}
          </Button>
        </Actions>
      </div>
    </Dialog>
  );
}

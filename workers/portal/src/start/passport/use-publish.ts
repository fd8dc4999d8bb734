import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { keys } from '../../live/keys.ts';
import { useScope } from '../../session/organization.ts';
import { useProvenCommand } from '../../session/use-proven-command.ts';

type Publish = { id: string; version: number; applies: boolean };

/** Makes a passport from a template and publishes passports; publishing one that allows apply asks for a second factor. */
export function usePublish({ environment_id, onPublished }: { environment_id: string; onPublished(id: string): void }) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: keys.passports(organization.id) });
  const publish = useProvenCommand<Publish, Api<'Passport'>>(
    'publish a passport that allows apply',
    ({ id, version }, headers) =>
      dataOf(api.POST('/v1/passports/{id}/publish', { params: { path: { id } }, body: { version }, headers })),
    {
      needed: ({ applies }) => applies,
      onDone: async ({ id }) => {
        await readAgain();
        onPublished(id);
      },
    },
  );
  const make = useCommand<{ template: string; applies: boolean }, Api<'PassportDetail'>>(
    ({ template }, headers) => dataOf(api.POST('/v1/passports', { body: { environment_id, template }, headers })),
    {
      onDone: async ({ id, latest_version }, { applies }) => {
        // A draft from here on: should publishing be turned away, it is in the list and can be published from there.
        await readAgain();
        publish.mutate({ id, version: latest_version, applies });
      },
    },
  );
  return { make, publish };
}

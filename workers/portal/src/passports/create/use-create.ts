import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { keys } from '../../live/keys.ts';
import { useScope } from '../../session/organization.ts';

/** Makes the passport and goes to its page. `onMade` runs before the page is left. */
export function useCreate(onMade?: () => void) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCommand((body: Api<'CreatePassport'>, headers) => dataOf(api.POST('/v1/passports', { body, headers })), {
    onDone: async (made) => {
      queries.setQueryData(keys.passport(organization.id, made.id), made);
      await queries.invalidateQueries({ queryKey: keys.passports(organization.id) });
      onMade?.();
      await navigate({ to: '/passports/$id', params: { id: made.id }, ignoreBlocker: true });
    },
  });
}

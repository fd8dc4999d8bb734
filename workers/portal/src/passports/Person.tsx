import { useQuery } from '@tanstack/react-query';
import { memberNamesQuery } from '../members/member-names.ts';
import { useScope } from '../session/organization.ts';

/** A member by name; of whoever left only the id is known, which stands in the title. */
export function Person({ id }: { id: string }) {
  const { organization } = useScope();
  const { data } = useQuery(memberNamesQuery(organization.id));
  if (data === undefined) return <span className="text-ink-3">…</span>;
  const name = data.get(id);
  if (name === undefined) return <span title={id}>a former member</span>;
  return <bdi className="inline-block max-w-48 truncate align-bottom">{name}</bdi>;
}

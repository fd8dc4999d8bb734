import { useQuery } from '@tanstack/react-query';
import { useScope } from '../session/organization.ts';
import { peopleQuery } from './queries.ts';

/** A member by name; whoever left keeps only the id. */
export function Person({ id }: { id: string }) {
  const { organization } = useScope();
  const { data } = useQuery(peopleQuery(organization.id));
  const person = data?.items.find((member) => member.id === id);
  if (data === undefined) return <span className="text-ink-3">…</span>;
  if (person === undefined) return <span title={id}>a former member</span>;
  return (
    <bdi title={person.email} className="inline-block max-w-48 truncate align-bottom">
      {person.name}
    </bdi>
  );
}

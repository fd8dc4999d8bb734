import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { scopeTitle } from '../kill/scope.ts';
import { useScope } from '../session/organization.ts';
import { Copy } from '../ui/Copy.tsx';
import { shorten } from '../ui/shorten.ts';
import type { Names } from './Actor.tsx';
import { isSubjectType, SUBJECTS } from './actions.ts';
import type { AuditEvent } from './queries.ts';

/** What it was done to, leading to its page where it has one. */
export function Subject({ names, subject: { id, type } }: { subject: AuditEvent['subject']; names: Names }) {
  const { organization } = useScope();
  const kind = isSubjectType(type) ? SUBJECTS[type] : type;
  switch (type) {
    case 'plan':
      return (
        <Named kind={kind}>
          <Link to="/plans/$id" params={{ id }} className="link">
            <code>{shorten(id)}</code>
          </Link>
        </Named>
      );
    case 'cluster':
      return (
        <Named kind={kind}>
          <Link to="/clusters/$id" params={{ id }} className="link">
            <bdi>{names.clusters.get(id) ?? shorten(id)}</bdi>
          </Link>
        </Named>
      );
    case 'passport':
      return (
        <Named kind={kind}>
          <Link to="/passports/$id" params={{ id }} className="link">
            <code>{shorten(id)}</code>
          </Link>
        </Named>
      );
    case 'kill_switch':
      return (
        <Link to="/settings/kill-switch" className="link">
          <bdi>{switchTitle(id, { organization: organization.name, clusters: names.clusters })}</bdi>
        </Link>
      );
    case 'member':
      return (
        <Named kind={kind}>
          <bdi>{names.members?.get(id) ?? <Copy text={id} label="user id" />}</bdi>
        </Named>
      );
    case 'organization':
      return <>{kind}</>;
    default:
      return (
        <Named kind={kind}>
          <Copy text={id} label={`${kind.toLowerCase()} id`} />
        </Named>
      );
  }
}

function Named({ children, kind }: { kind: string; children: ReactNode }) {
  return (
    <>
      {kind} {children}
    </>
  );
}

/** The subject of a switch is `<scope type>:<scope id>`. */
function switchTitle(subject: string, names: Parameters<typeof scopeTitle>[1]): string {
  const at = subject.indexOf(':');
  const type = subject.slice(0, at);
  const id = subject.slice(at + 1);
  return type === 'organization' || type === 'cluster' || type === 'workload' ? scopeTitle({ type, id }, names) : subject;
}

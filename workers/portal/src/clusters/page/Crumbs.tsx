import { Link } from '@tanstack/react-router';

/** Where a cluster's page is. */
export function Crumbs({ name }: { name: string | null }) {
  return (
    <>
      <Link to="/clusters" className="link">
        Clusters
      </Link>
      <span aria-hidden="true">/</span>
      <span className="max-w-full min-w-0 truncate">{name === null ? '…' : <bdi>{name}</bdi>}</span>
    </>
  );
}

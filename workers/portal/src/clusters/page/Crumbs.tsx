import { Link } from '@tanstack/react-router';

/** Where a cluster's page is. */
export function Crumbs({ name }: { name: string | null }) {
  return (
    <>
      <Link to="/clusters" className="no-underline hover:underline">
        Clusters
      </Link>
      <span aria-hidden="true">/</span>
      <span className="max-w-full min-w-0 truncate font-semibold text-ink">{name === null ? '…' : <bdi>{name}</bdi>}</span>
    </>
  );
}

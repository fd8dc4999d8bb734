import { type Mount, versionsMounted } from './mounts.ts';

/** `in cluster: v6, published: v7`, in words: what targets mount, and whether that is what is published. */
export function MountedWords({ mounts, published }: { mounts: readonly Mount[]; published: number | null }) {
  const versions = versionsMounted(mounts);
  if (versions.length === 0) return <span className="text-ink-3">mounted nowhere</span>;
  return (
    <>
      {versions.map(({ targets, version }) => (
        <span key={version} className="block">
          v{version} <span className="text-ink-3">on {targets === 1 ? '1 target' : `${targets} targets`}</span>
          {version !== published && (
            <span className="text-warn">{published === null ? ', not published' : `, published: v${published}`}</span>
          )}
        </span>
      ))}
    </>
  );
}

import type { ReactNode } from 'react';

export type Fact = { term: string; value: ReactNode };

/** Terms and what holds for them, one below the other. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,11rem)_minmax(0,1fr)] gap-x-4 gap-y-1.5 max-md:grid-cols-[minmax(0,8rem)_minmax(0,1fr)]">
      {facts.map(({ term, value }) => (
        <div key={term} className="col-span-2 grid grid-cols-subgrid items-start">
          <dt className="text-ink-3">{term}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** For what nobody has said yet. */
export function NotKnown({ children = 'not reported yet' }: { children?: string }) {
  return <span className="text-ink-3">{children}</span>;
}

import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Api } from '../api/types.ts';
import { cx } from '../ui/cx.ts';
import { SelectField, TextField } from '../ui/Field.tsx';
import { GROUP_WORDS, PLAN_GROUPS } from './state-groups.ts';

const route = getRouteApi('/app/plans');
/** Typing is over after this long. */
const SETTLE_MS = 250;

/** State group, cluster and workload, all of them in the address. */
export function PlanFilters({ clusters }: { clusters: readonly Api<'Cluster'>[] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="flex min-w-0 flex-wrap items-end justify-between gap-3">
      <nav
        aria-label="Which plans"
        className="flex max-w-full min-w-0 gap-1 overflow-x-auto rounded-1 border border-line bg-surface p-1 max-md:w-full"
      >
        {PLAN_GROUPS.map((group) => {
          const isCurrent = group === (search.show ?? 'all');
          return (
            <Link
              key={group}
              to="/plans"
              search={({ show: _before, ...rest }) => (group === 'all' ? rest : { ...rest, show: group })}
              aria-current={isCurrent ? 'page' : undefined}
              className={cx(
                'inline-flex items-center rounded-1 px-2.5 py-1 whitespace-nowrap no-underline max-md:min-h-9 max-md:grow max-md:justify-center max-md:px-1.5 max-md:text-1',
                isCurrent ? 'bg-accent-soft font-[550] text-ink' : 'text-ink-2 hover:bg-canvas hover:text-ink',
              )}
            >
              {GROUP_WORDS[group].label}
            </Link>
          );
        })}
      </nav>
      <div className="flex min-w-0 items-end gap-3 max-md:w-full">
        <div className="w-44 min-w-0 max-md:flex-1">
          <SelectField
            label="Cluster"
            className="h-9"
            value={search.cluster ?? ''}
            onChange={({ target: { value } }) =>
              void navigate({ search: ({ cluster: _before, ...rest }) => (value === '' ? rest : { ...rest, cluster: value }) })
            }
          >
            <option value="">All clusters</option>
            {clusters.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="w-56 min-w-0 max-md:flex-1">
          <TargetField key={search.target === undefined ? 'none' : 'some'} />
        </div>
      </div>
    </div>
  );
}

function TargetField() {
  const { target = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(target);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === target) return;
    const timer = setTimeout(
      () =>
        void navigate({
          search: ({ target: _before, ...rest }) => (wanted === '' ? rest : { ...rest, target: wanted }),
          replace: true,
        }),
      SETTLE_MS,
    );
    return () => clearTimeout(timer);
  }, [text, target, navigate]);
  return (
    <TextField
      label="Workload"
      className="h-9"
      type="search"
      placeholder="namespace/name"
      value={text}
      onChange={({ target: { value } }) => setText(value)}
      maxLength={300}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

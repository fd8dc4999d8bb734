import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { allClustersQuery } from '../clusters/all-clusters.ts';
import { useMemberNames } from '../members/member-names.ts';
import { useScope } from '../session/organization.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { COLUMNS, EventRow } from './EventRow.tsx';
import { ExportControl } from './ExportControl.tsx';
import { Filters } from './Filters.tsx';
import { numbering } from './numbering.ts';
import { type AuditEvent, auditQuery } from './queries.ts';

/** Who did what, newest first. */
export function AuditPage() {
  const { organization } = useScope();
  const search = useSearch({ from: '/app/audit' });
  const log = useInfiniteQuery(auditQuery(organization.id, search));
  const events = useMemo(() => log.data?.pages.flatMap(({ items }) => items) ?? [], [log.data]);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Audit"
      lead="Who did what, newest first. Events are numbered from 1 without gaps; nothing is ever changed or taken out."
    >
      <Filters search={search} />
      <Card
        title="Events"
        note={log.data === undefined ? undefined : noteOf(events, isFiltered)}
        actions={log.data === undefined ? undefined : <ExportControl loaded={events} search={search} />}
        flush
      >
        {log.data === undefined && log.error === null && <SkeletonRows rows={12} label="events" />}
        {log.error !== null && (
          <div className="p-4">
            <Failure error={log.error} onRetry={() => void log.refetch()} />
          </div>
        )}
        {log.data !== undefined && events.length === 0 && (
          <Empty title="No event fits">Nothing of this kind has happened. Widen the filters, or check the id.</Empty>
        )}
        {events.length > 0 && <Events events={events} />}
        {log.hasNextPage && (
          <div className="border-t border-line px-4 py-3 text-center">
            <Button busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              Show older events
            </Button>
          </div>
        )}
      </Card>
    </Page>
  );
}

/** The numbering, checked over what is loaded; with filters the numbers in between belong to other events. */
function noteOf(events: readonly AuditEvent[], isFiltered: boolean): string | undefined {
  const numbers = numbering(events);
  if (numbers === null) return undefined;
  const { missing, newest, oldest } = numbers;
  const range = oldest === newest ? `number ${newest}` : `numbers ${newest} to ${oldest}`;
  if (isFiltered) return `${events.length} shown, filtered: ${range}`;
  return `${range} shown, ${missing === 0 ? 'none missing' : `${missing} missing: the record is not complete`}`;
}

/** Rows that fill a tall window. */
const IN_SIGHT = 16;

function Events({ events }: { events: readonly AuditEvent[] }) {
  // What is in sight first, the rest in slices behind it: a page of rows at once would hold up the click that led here.
  const first = useMemo(() => events.slice(0, IN_SIGHT), [events]);
  const shown = useDeferredValue(events, first);
  const { organization } = useScope();
  const members = useMemberNames();
  const { data: clusters } = useQuery(allClustersQuery(organization.id));
  const names = useMemo(() => ({ members, clusters: new Map(clusters?.map(({ id, name }) => [id, name])) }), [members, clusters]);
  return (
    <>
      <div aria-hidden="true" className={`${COLUMNS} px-4 pt-2 pb-1 text-1 font-medium text-ink-3 max-md:hidden`}>
        <span>Number</span>
        <span>When</span>
        <span>What</span>
        <span>Who</span>
        <span>About</span>
      </div>
      <ol aria-label="Events, newest first">
        {shown.map((event) => (
          <EventRow key={event.seq} event={event} names={names} />
        ))}
      </ol>
    </>
  );
}

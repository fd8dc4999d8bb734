import { formatUtc } from '@modekeeper/evidence/format-time';
import { ChevronDown } from 'lucide-react';
import { memo, useId, useState } from 'react';
import { formatLocal } from '../time/format.ts';
import { Time } from '../time/Time.tsx';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { Copy } from '../ui/Copy.tsx';
import { cx } from '../ui/cx.ts';
import { Actor, type Names } from './Actor.tsx';
import { actionWords } from './actions.ts';
import type { AuditEvent } from './queries.ts';
import { Subject } from './Subject.tsx';
import { summaryOf } from './summary.ts';

/** Columns of a wide window; on a phone the cells stand under each other. */
export const COLUMNS =
  'grid grid-cols-[4rem_8rem_minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_2rem] gap-x-4 max-md:grid-cols-[minmax(0,1fr)_auto]';

type Props = { event: AuditEvent; names: Names };

/** One event; its detail on demand. Events never change, so neither do their rows. */
export const EventRow = memo(function EventRow({ event, names }: Props) {
  const [open, setOpen] = useState(false);
  const detail = useId();
  const summary = summaryOf(event);
  const words = actionWords(event.action);
  return (
    <li className="border-t border-line first:border-t-0">
      <div className={cx(COLUMNS, 'items-start px-4 py-2')}>
        <span className="text-ink-3 max-md:order-2 max-md:text-right">
          <span className="sr-only">Number </span>
          {event.seq}
        </span>
        <span className="text-ink-2 max-md:order-3 max-md:col-span-2">
          <Time at={event.at} />
        </span>
        <span className="min-w-0 break-words max-md:order-1">
          <span className="font-[550]">{words}</span>
          {summary !== '' && <bdi className="block text-ink-2">{summary}</bdi>}
        </span>
        <span className="min-w-0 break-words max-md:order-4 max-md:col-span-2">
          <Actor actor={event.actor} names={names} />
        </span>
        <span className="min-w-0 break-words max-md:order-5">
          <Subject subject={event.subject} names={names} />
        </span>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={detail}
          aria-label={`Detail of number ${event.seq}, ${words}`}
          onClick={() => setOpen(!open)}
          className="grid size-8 place-items-center rounded-1 text-ink-3 hover:bg-canvas hover:text-ink max-md:order-6 max-md:-my-1 max-md:size-11"
        >
          <ChevronDown aria-hidden="true" size={16} className={open ? 'rotate-180' : ''} />
        </button>
      </div>
      <div id={detail} hidden={!open} className="grid gap-2 px-4 pb-4">
        {open && <Detail event={event} />}
      </div>
    </li>
  );
});

function Detail({ event }: { event: AuditEvent }) {
  const at_ms = Date.parse(event.at);
  return (
    <>
      <p className="flex flex-wrap gap-x-6 gap-y-1 text-1 text-ink-2">
        <span>{formatUtc(at_ms)}</span>
        <span>{formatLocal(at_ms)}</span>
        <span>
          Action <code>{event.action}</code>
        </span>
        {event.request_id !== null && (
          <span className="inline-flex items-center gap-1">
            Request <Copy text={event.request_id} label="request id" />
          </span>
        )}
      </p>
      <CodeBlock label={`event ${event.seq}`} text={JSON.stringify(event, null, 2)} />
    </>
  );
}

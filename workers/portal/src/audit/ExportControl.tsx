import { Download, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Problem, toProblem } from '../api/problem.ts';
import { serverNow } from '../time/clock.ts';
import { Button } from '../ui/Button.tsx';
import { download } from '../ui/download.ts';
import { Failure } from '../ui/Failure.tsx';
import { collectPages, EXPORT_MAX, toJsonLines } from './collect.ts';
import { type AuditEvent, readAuditPage } from './queries.ts';
import type { AuditSearch } from './search.ts';

const PAGE_MAX = 200;
type State = { name: 'idle' } | { name: 'reading'; count: number } | { name: 'failed'; problem: Problem } | { name: 'cut' };

function save(events: readonly AuditEvent[]): void {
  const day = new Date(serverNow()).toISOString().slice(0, 10);
  download(`audit-${day}.jsonl`, toJsonLines(events), 'application/jsonl');
}

/** The log as a file, one event a line: what is loaded, or all of it that the filters let through. */
export function ExportControl({ loaded, search }: { loaded: readonly AuditEvent[]; search: AuditSearch }) {
  const [state, setState] = useState<State>({ name: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const exportAll = async () => {
    const controller = new AbortController();
    running.current = controller;
    setState({ name: 'reading', count: 0 });
    try {
      const { complete, events } = await collectPages(
        (cursor) => readAuditPage(search, cursor, PAGE_MAX, controller.signal),
        (count) => setState({ name: 'reading', count }),
      );
      if (controller.signal.aborted) return;
      save(events);
      setState(complete ? { name: 'idle' } : { name: 'cut' });
    } catch (thrown) {
      setState(controller.signal.aborted ? { name: 'idle' } : { name: 'failed', problem: toProblem(thrown) });
    }
  };
  if (state.name === 'reading') {
    return (
      <span className="flex items-center gap-2">
        <LoaderCircle aria-hidden="true" size={14} className="animate-spin" />
        <span role="status" className="text-ink-2">
          {state.count} events read
        </span>
        <Button small onClick={() => running.current?.abort()}>
          Cancel
        </Button>
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button small forbidden={loaded.length === 0 ? 'There is nothing to export.' : null} onClick={() => save(loaded)}>
        <Download aria-hidden="true" size={14} />
        Export {loaded.length} shown
      </Button>
      <Button small forbidden={loaded.length === 0 ? 'There is nothing to export.' : null} onClick={() => void exportAll()}>
        Export all
      </Button>
      {state.name === 'cut' && (
        <span role="status" className="text-warn">
          The newest {EXPORT_MAX.toLocaleString('en-GB')} were saved; read older ones through the API.
        </span>
      )}
      {state.name === 'failed' && <Failure error={state.problem} onRetry={() => void exportAll()} />}
    </span>
  );
}

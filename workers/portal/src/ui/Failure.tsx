import { formatDuration } from '@modekeeper/evidence/format-time';
import { CircleAlert } from 'lucide-react';
import { toProblem } from '../api/problem.ts';
import { Button } from './Button.tsx';
import { Copy } from './Copy.tsx';
import { useWait_ms, waitReason } from './use-wait.ts';

/** What went wrong: what happened, what to do, code and request id. `onRetry` offers to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const problem = toProblem(error);
  const { code, hint, message, request_id } = problem;
  const wait_ms = useWait_ms(problem);
  return (
    <div role="alert" className="grid gap-1.5 rounded-1 border border-bad bg-bad-soft px-4 py-3 text-ink">
      <p className="flex items-start gap-2 font-[550] text-bad">
        <CircleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
        <span className="min-w-0 break-words">{message}</span>
      </p>
      {/* A wait counts down beside the words that were announced: a screen reader need not hear every second. */}
      <p aria-live="off" className="break-words">
        {wait_ms === null ? hint : wait_ms === 0 ? 'You may try again now.' : `Wait ${formatDuration(wait_ms)}, then try again.`}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-1 text-ink-2">
        <span>
          Code {/* Codes of the page itself (no answer came, so no request id) have no page in the documentation. */}
          {request_id === null ? (
            <code>{code}</code>
          ) : (
            <a className="link" href={`/docs/errors/${code}`} target="_blank" rel="noreferrer">
              {code}
            </a>
          )}
        </span>
        {request_id !== null && (
          <span className="inline-flex items-center gap-1">
            Request <Copy text={request_id} label="request id" />
          </span>
        )}
        {onRetry !== undefined && (
          <Button small onClick={onRetry} forbidden={waitReason(wait_ms)}>
            Try again
          </Button>
        )}
      </p>
    </div>
  );
}

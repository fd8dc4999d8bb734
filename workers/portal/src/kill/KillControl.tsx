import { CircleHelp, OctagonX } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { importer } from '../shell/importer.ts';
import { useCode } from '../shell/use-code.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { closeKillDialog, killRequest, onKillRequest, openKillDialog } from './kill-request.ts';
import type { StopState } from './stop-state.ts';
import { useStopState } from './use-stops.ts';

/**
 * Fetched right after the first paint and not at the click: whoever stops changes may be on a network that is dying.
 */
const loadDialog = importer(() => import('./KillDialog.tsx'));

/** The stop button of every header, with the state in words. */
export function KillControl() {
  const state = useStopState();
  const request = useSyncExternalStore(onKillRequest, killRequest);
  const KillDialog = useCode(loadDialog, true)?.KillDialog ?? null;
  const stopped = state.kind === 'stopped';
  return (
    <>
      <span role="status" className="flex min-w-0 items-center gap-2 max-md:sr-only">
        <StateWords state={state} />
      </span>
      <Button
        look={stopped ? 'danger' : 'danger-outline'}
        aria-haspopup="dialog"
        // Two lines on a phone leave room for the names of organisation and environment.
        className="max-md:min-h-11 max-md:max-w-24 max-md:px-3 max-md:py-0 max-md:leading-tight max-md:whitespace-normal"
        onClick={() => openKillDialog()}
      >
        {stopped ? 'Stopped…' : 'Stop changes…'}
      </Button>
      {request !== null && KillDialog !== null && <KillDialog key={request.number} request={request} />}
      {request !== null && KillDialog === null && <NotHereYet />}
    </>
  );
}

function StateWords({ state }: { state: StopState }) {
  if (state.kind === 'unread') {
    return (
      <>
        <CircleHelp aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
        <span className="truncate text-ink-2">Stop state not read yet</span>
      </>
    );
  }
  if (state.kind === 'stopped') {
    return (
      <>
        <OctagonX aria-hidden="true" size={16} className="shrink-0 text-bad" />
        <span className="truncate font-[550] text-bad">
          <bdi>{state.label}</bdi>
        </span>
      </>
    );
  }
  return (
    <>
      <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-ok" />
      <span className="truncate text-ink-2">Changes allowed</span>
    </>
  );
}

/** The one case in which the form is missing: the page has only just opened, or the network died before it came. */
function NotHereYet() {
  return (
    <Dialog open title="Stop changes" onOpenChange={closeKillDialog}>
      <p role="status">The form is still being fetched; it opens here by itself.</p>
      <p className="text-ink-2">If you cannot wait, whoever may edit the workload’s namespace stops it in the cluster:</p>
      <code className="block break-words">kubectl annotate namespace &lt;namespace&gt; modekeeper/apply-</code>
    </Dialog>
  );
}

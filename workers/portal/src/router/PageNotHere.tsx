import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { useDocumentTitle } from '../ui/use-document-title.ts';

const RETRY_MS = 3_000;

type Props = { fetchCode(): Promise<boolean> /** The code has come. */; onHere(): void };

/** In place of a page whose code has not come: why, and what happens next. It goes on trying until the code is here. */
export function PageNotHere({ fetchCode, onHere }: Props) {
  useDocumentTitle('Not loaded yet');
  const [isOutdated, setOutdated] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const attempt = async () => {
      const here = await fetchCode();
      if (left) return;
      if (here) return onHere();
      const reached = await isReachable();
      if (left) return;
      setOutdated(reached);
      timer = setTimeout(() => void attempt(), RETRY_MS);
    };
    void attempt();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [fetchCode, onHere]);
  return (
    <div className="mx-auto grid max-w-2xl justify-items-start gap-3 py-10">
      <h1>This page is not loaded yet</h1>
      <p role="status" className="text-ink-2">
        {isOutdated
          ? 'The control plane answers, but no longer has this part of the portal: most likely it was updated while the portal was open. Loading the portal anew brings the new version; what was written and not saved is lost.'
          : 'The control plane cannot be reached: this browser may be offline, or the control plane is restarting. It is tried again every few seconds, and the page shows here by itself.'}
      </p>
      {isOutdated && (
        <Button look="primary" onClick={() => location.reload()}>
          Load the portal anew
        </Button>
      )}
    </div>
  );
}

/** Whether the control plane answers at all. */
async function isReachable(): Promise<boolean> {
  try {
    return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok;
  } catch (_noNetwork) {
    return false;
  }
}

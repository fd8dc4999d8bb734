import { type ComponentType, useEffect, useState } from 'react';
import type { KillRequest } from './kill-request.ts';

type Dialog = ComponentType<{ request: KillRequest }>;
const RETRY_MS = 3_000;

/**
 * The dialog's code, fetched right after the first paint and not at the click: whoever stops changes may be on a network that is
 * dying. Tried until it is here; null until then.
 */
export function useKillDialog(): Dialog | null {
  const [dialog, setDialog] = useState<{ component: Dialog } | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const load = async () => {
      try {
        const { KillDialog } = await import('./KillDialog.tsx');
        if (!left) setDialog({ component: KillDialog });
      } catch (_noNetwork) {
        if (!left) timer = setTimeout(() => void load(), RETRY_MS);
      }
    };
    timer = setTimeout(() => void load(), 0);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, []);
  return dialog?.component ?? null;
}

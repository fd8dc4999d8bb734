import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { serverNow } from '../time/clock.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useMe } from './me.ts';
import { Proofs } from './Proofs.tsx';
import { type StepUp, StepUpContext } from './step-up.ts';

/** A proof about to run out is asked for again: the request would meet it expired. */
const MARGIN_MS = 15_000;

/** Holds the second-factor dialog, for everything on the page that needs one. */
export function StepUpProvider({ children }: { children: ReactNode }) {
  const me = useMe();
  const [why, setWhy] = useState<string | null>(null);
  const settle = useRef<((proven: boolean) => void) | null>(null);

  const renew = useCallback((reason: string) => {
    settle.current?.(false);
    setWhy(reason);
    return new Promise<boolean>((done) => {
      settle.current = done;
    });
  }, []);
  const until_ms = me.step_up_until === null ? 0 : Date.parse(me.step_up_until);
  const stepUp = useMemo<StepUp>(
    () => ({
      renew,
      ensure: async (reason) => until_ms - MARGIN_MS > serverNow() || renew(reason),
    }),
    [renew, until_ms],
  );
  const finish = useCallback((proven: boolean) => {
    setWhy(null);
    settle.current?.(proven);
    settle.current = null;
  }, []);
  return (
    <StepUpContext value={stepUp}>
      {children}
      <Dialog
        open={why !== null}
        onOpenChange={(open) => {
          if (!open) finish(false);
        }}
        title="Confirm that it is you"
        description={`A second factor is needed to ${why ?? 'go on'}. It then serves for 5 minutes in this session.`}
      >
        <Proofs onProven={() => finish(true)} onLeave={() => finish(false)} />
      </Dialog>
    </StepUpContext>
  );
}

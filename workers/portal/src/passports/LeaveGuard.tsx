import { useBlocker } from '@tanstack/react-router';
import { Button } from '../ui/Button.tsx';
import { Actions, Dialog } from '../ui/Dialog.tsx';

/** Asks before unsaved changes are left; closing the window asks in the browser's own words. */
export function LeaveGuard({ dirty, onLeave, what }: { dirty: boolean; what: string; onLeave(): void }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  const blocked = blocker.status === 'blocked';
  return (
    <Dialog
      open={blocked}
      onOpenChange={(open) => {
        if (!open) blocker.reset?.();
      }}
      title="Leave without saving?"
      description={`${what} not saved. Leaving this page discards it.`}
    >
      <Actions>
        <Button onClick={() => blocker.reset?.()}>Stay here</Button>
        <Button
          look="danger"
          onClick={() => {
            onLeave();
            blocker.proceed?.();
          }}
        >
          Leave and discard
        </Button>
      </Actions>
    </Dialog>
  );
}
